"""The curators' desk for what others said. Importing the modules registers them with the admin."""

from responses.admin import assessments, nominations, parties, responses
