"""`/check/`: is a domain, a name or a company on the List?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from markets.tables.filtering import BadFilter, refuse_unknown
from notorious.check.answers import NO_CONCLUSION, open_checker
from notorious.check.reading import LONGEST_CHECK
from notorious.limits import check_rate_limit, rate_limited_response

CHECK_EXAMPLES = ("taobao.com", "pan.baidu.com", "baidu.com", "拼多多", "Alibaba Group", "notataobao.com")


@require_safe
def show_check(request: HttpRequest) -> HttpResponse:
    """Return the form, and the answer to `?q=`."""
    refuse_unknown(request.GET, ["q"])
    asked = request.GET.getlist("q")
    if len(set(asked)) > 1:
        raise BadFilter(f"“q” takes one value, and the address has {len(set(asked))}. Use the bulk check.")
    text = asked[0] if asked else ""
    shown = {"q": text[:LONGEST_CHECK], "examples": CHECK_EXAMPLES, "longest": LONGEST_CHECK}
    if not text.strip():
        return render(request, "check/check.html", shown)
    if seconds := check_rate_limit(request, "search"):
        return rate_limited_response(request, seconds)
    checker = open_checker()
    answer = checker.check(text)
    shown |= {"answer": answer, "checker": checker, "no_conclusion": NO_CONCLUSION}
    return render(request, "check/check.html", shown)
