"""Is a domain, a name or a company on the List? One answer for one query, the same for page, file and API."""
