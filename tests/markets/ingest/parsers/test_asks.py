"""Who asks, and of whom: sentences of USTR's own asks beside those that only look like one."""

import pytest

from markets.ingest.parsers import recommendations

ASKS = """
The United States encourages Zapmart to shorten its answers to complete notices.
The United States strongly encourages the Government of Freedonia to prosecute the operators.
The United States urges sustained and deterrent enforcement at this market.
USTR again urges the operator to adopt the measures set out last year.
USTR therefore recommends that the platform verify its sellers.
USTR calls on local officials to end the trade in the open street.
USTR calls upon Zapmart to publish its figures.
USTR calls for stronger penalties.
We recommend that Zapmart extend its filters to messages.
We urge those who host the site to end their contracts.
Zapmart should publish figures each year.
Zapmart must do more to keep out sellers whom it has removed.
Zapmart needs to simplify its forms.
Zapmart ought to open its program to small businesses.
The operators of Zapmart should cooperate with the police.
Local officials should keep up their inspections between holidays.
Authorities in both countries should work together to arrest those responsible.
The Government of Freedonia should give its customs service the power to act on its own.
Its parent company must also take part.
It should also shorten the time that a takedown takes.
They should make the results public.
To address these concerns, the company should hire reviewers who read other languages.
In the coming year, Zapmart should show that its measures work.
If it is to leave this List, Zapmart must act against repeat offenders.
While the platform has added staff, it should set clear deadlines.
Although right holders report some progress, the market should do more against known sellers.
As in 2019, the United States encourages Zapmart to let right holders see why a notice was refused.
The United States would like to see these measures extended to all sellers.
USTR would welcome further steps by the registrar.
The United States looks forward to seeing the results of the pilot.
The United States looks to the authorities to prosecute those behind the site.
USTR asks that Zapmart report on its progress within six months.
The United States requests that the host terminate its service.
The United States expects Zapmart to keep its word.
The United States hopes to see criminal charges in the coming year.
It is important that Zapmart keep its tools free of charge.
It is critical for the landlord to enforce the ban.
It is essential that judges hand down sentences that deter.
It remains important for Zapmart to work with small businesses.
Further action is needed to keep the stalls closed.
More needs to be done to reach the warehouses.
Sustained enforcement by the city is necessary.
Zapmart is encouraged to share data with law enforcement.
The authorities are urged to follow the money.
Landlords should be held to account when tenants sell counterfeits.
Enforcement should not end at the counter.
Penalties should be raised until they deter.
Steps should be taken to close the storage rooms nearby.
More should be done to warn visitors.
The market’s owner should terminate leases of those caught twice.
The United States continues to encourage Zapmart to improve its filters.
Zapmart is expected to report on its measures before the next review.
Much more needs to be done to curb the sale of counterfeit medicines on the platform.
Search engines and hosting providers should stop doing business with Zapmart.
The United States continues to urge the adoption of a real plan.
The United States remains concerned, and urges Zapmart to act.
The United States recognizes these efforts and encourages the mall to go further.
USTR welcomes the new portal, but Zapmart should make it available in English.
Zapmart has shortened its answers; it should now look at repeat offenders.
The company says that it removes such listings, but it must also stop them from coming back.
The United States encourages right holders and Zapmart to work together.
The hosting provider should stop serving the site.
Police and prosecutors should target those who finance the trade.
Freedonia should ratify the treaty and apply it.
Customs should inspect small parcels from this market.
The United States believes that Zapmart should require sellers to identify themselves.
USTR agrees with right holders that the market should be closed until it is safe.
Zapmart, which has grown fast, must invest as fast in its safeguards.
Zapmart and its affiliates should act alike.
The registrar would do well to suspend the domain names.
For these reasons, the United States asks Zapmart to improve its record.
Accordingly, we call upon the operators to obtain licenses.
USTR encourages continued cooperation between the city and right holders.
The United States hopes that Zapmart will join the program.
USTR would encourage the mall to number its stalls.
The United States reiterates its call for the closure of the site.
Closing the warehouses should be a priority for the city.
It is time for the authorities to act.
Zapmart is again asked to explain how it ranks complaints.
We look to the prosecutors to bring the case to an end.
The municipal government should, without delay, revoke the lease.
No sale should take place without proof of identity.
Sellers who have been removed should not be able to come back.
Enforcement must be a priority.
There is a need for deterrent sentences.
"""

NOT_ASKS = """
Right holders urge Zapmart to shorten its answers.
Right holders have urged the host to act, without result.
Landlords argue that the police, rather than they themselves, must act.
The film club insists that the host, of all firms, should pay.
Zapmart is expected to grow by half in the coming year.
Right holders urged the site's host to act, without result.
Right holders say that Zapmart should do more.
Right holders believe the market must be closed.
According to right holders, the authorities should raise penalties.
According to one association, Zapmart must do more.
In the view of commenters, the landlord should be fined.
Commenters recommend that the operator hire more staff.
An association of publishers called on the registrar to suspend the name.
A trade body asks that customs inspect all parcels.
Industry urges the government to act.
The operator said in its submission that governments should leave such matters to the courts.
The operator argues that right holders should send better notices.
The company maintains that it must respect the privacy of its users.
Zapmart told a newspaper that regulators should be patient.
One brand owner wrote that the platform should close its live channels.
Small businesses complain that they must prove the same right again and again.
A court ruled that access providers must block the site.
Courts in four countries have ordered access providers to block the site, which answers each order with a new mirror.
A judge found that the operator should have known of the infringement.
A visitor should not infer from the tidy shop fronts that the goods are genuine.
Buyers should beware.
Members vote on which older songs should be uploaded next.
Consumers must pay in advance.
Users must register before they can see the list of files.
Subscribers have to enter a code each month.
Sellers must pay a deposit.
Vendors need to renew their permit every week.
Shoppers should know that few goods here are genuine.
No one should assume that a licence exists.
Nothing here should be read as a finding of law.
This entry should not be taken as a finding that any law was broken.
It should be noted that the market also sells lawful goods.
The United States notes that two shops were closed.
The United States recognizes the efforts of the city.
USTR welcomes the arrest of the operator.
USTR thanks those who sent comments.
The United States will continue to monitor the situation.
The United States remains concerned about the volume of counterfeits.
The United States has long worked with the authorities on this matter.
The operator was urged by a parliamentary committee to testify.
The platform has been asked by right holders to open its program.
The site is expected to return under another name.
The market is expected to move next year.
Deliveries should arrive within a week, the site promises.
Filters should catch such copies, says the company, but they do not.
X-rated films must be paid for separately.
Payment has to be made in advance.
Those who complain must fill in a form in a language that few of them read.
Anyone who wants to download faster has to pay.
It has to its credit a new portal for complaints.
Sellers should fear little, since fines are low.
Right holders must file a separate notice for each item.
Notices must be sent by post.
Right holders would like to see the site closed.
Studios have asked that the domain be seized.
The authorities say that they must wait for a complaint.
Police said that more should be done by the landlords.
The government has announced that it will raise penalties.
The city encourages tourists to visit the market.
The platform encourages its users to upload popular titles.
The site urges visitors to install its own player.
The market invites sellers from abroad.
The service recommends mirrors when it is blocked.
Zapmart asks for documents that many do not hold.
What should be a simple form takes hours to fill in.
Investigators who should be protected were driven off.
Whether the host should act is before the courts.
Landlords are said to look away, and leases do not forbid the sale of counterfeit goods.
The platform has added a portal for complaints in English this year, a step that right holders welcomed.
The List does not recommend any course of action.
The Federal Register notice asked for comments on markets that should be listed.
Film companies, among others, think that search engines should drop the site.
As one label put it, the site should never have been allowed to return.
"The government should leave us alone," the operator told a reporter.
Some say the stalls should go.
Experts hired by a studio recommend that the site be blocked.
Zapmart claims that it should not be on the List.
A petition that authorities should close the mall drew ten thousand names.
Zapmart must be one of the largest markets of its kind.
Customers who want a refund must return the goods.
Under a law of 2018, landlords must evict tenants who sell counterfeits.
The rules say sellers must identify themselves.
There is no need to register.
A seller may open a shop, and no proof of identity is asked of anyone.
Editors decide which films should be shown first, and readers quarrel about whose review must come next.
Two letters are requested before a shop is closed.
It is necessary to pay in advance.
The United States encourages right holders to file complaints.
Effective enforcement is necessary, right holders say.
"""


def lines(table: str) -> list[str]:
    return [line for line in table.splitlines() if line.strip()]


@pytest.mark.parametrize("sentence", lines(ASKS))
def test_what_ustr_itself_asks_is_an_ask(sentence: str) -> None:
    assert recommendations.is_ask(sentence, "Zapmart")


@pytest.mark.parametrize("sentence", lines(NOT_ASKS))
def test_what_others_ask_or_what_is_only_described_is_none(sentence: str) -> None:
    assert not recommendations.is_ask(sentence, "Zapmart")


@pytest.mark.parametrize("name", ["Should I Stream", "We Urge", "Must.have", "The United States Recommends"])
def test_a_name_asks_nothing_whatever_words_it_is_made_of(name: str) -> None:
    text = f"The search engine of {name} suggests titles. Some users of {name} are young."
    assert recommendations.find_recommendations(text, [(0, len(text), False)], name) == []


@pytest.mark.parametrize("name", ["Egy.Best", "Hosting Concepts B.V. (D/B/A Open Provider)"])
def test_a_stop_in_a_name_hides_no_ask(name: str) -> None:
    text = f"Greater efforts by {name} are needed to keep repeat infringers away."
    assert [
        text[ask.start : ask.end]
        for ask in recommendations.find_recommendations(text, [(0, len(text), False)], name)
    ] == [text]
