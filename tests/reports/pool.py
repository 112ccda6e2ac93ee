"""Names, places and sentences to draw from. The sentences are made up."""

from __future__ import annotations

ONLINE = (
    "Streamhaven", "1492X", "9files", "BOXTER.TO", "Zaptorrent.cc", "Kino-Arhiv", "MegaBazaar", "Oxen Cloud", "Pirata.la",
    "LOOT (LUTE) SHOPPING ECOSYSTEM", "Nordwind Hosting B.V.", "DIGITAL SKY (DIGITALE HIMMEL)", "Tarantula-Servers",
    "Mp4juice.vip", "Warung Net", "QUICK PAK", "TVMoon, TVSun, KuaiLe", "Hall of Discs", "Anime-Zen.site", "VidNest",
    "Panlong Wangpan", "Bookmole / Paperfi / Libzen", "Jiangsu Lightning Technology Co. Ltd.", "Amarela Compras", "YT-Ripper.org",
    "freeGames4u", "x-cine", "Sound & Fury", "HARBOR’S FOREIGN DOMAINS", "DOMAIN CONCEPTS N.V. (D/B/A FREE REGISTRAR) AND INLAND NETWORK CENTER JSC",
    "Firefly-hosted sites", "Cuevas3.biz", "Redlink", "SHOPADOO", "Torrentmill2", "Zap.vn", "iVault", "Ultra Proxy Cloud", "Pobierz24.pl and related",
    "Kopimart.com", "Tunebay", "Rakuda", "Mercato Libero", "Weimob Shops", "Deep Shelf", "Globe TV Box", "Seven Seas Uploads", "Lalatube / Istreamnow",
)  # fmt: skip
PHYSICAL = (
    "Harbor Night Market", "25 de Abril", "Galería Central", "El Mercadillo", "Tank Street", "Computer Alley", "Oke-Balogun Market",
    "Golden Elephant (Chang Thong)", "Zhongshan Leather & Gifts Plaza", "Bazar 7 Kilometer", "Los Polvos", "Chandni Trade Center (CTC)",
    "Mercado San Telmo (also Mercado Viejo)", "Saar Market", "Rua Direita", "Dragon Plaza", "Ortaköy Bazaar", "Kings Arcade", "La Feria",
    "Pratunam Row", "Silk Lane", "Yongle Commodities City", "Heera Bazaar", "Old Ladies’ Street", "Marché Sandaga", "Dordoy Row", "Shuk Ha’Pishpeshim",
    "Mall 88", "St. John’s Arcade", "Wholesale Toys and Bags Market", "Sector 17-B Stalls", "Petrivka Row", "China Small Goods Mall", "Ciudad Nueva",
)  # fmt: skip
PLACES = (
    ("Argentina", "Buenos Aires"), ("Brazil", "São Paulo"), ("Brazil", "Brasília"), ("China", "Shenzhen"), ("China", "Putian, Fujian Province"),
    ("China", "Beijing"), ("China", "Shenyang, Liaoning Province"), ("India", "Mumbai"), ("India", "Delhi"), ("India", "Aizawl (Mizoram)"), ("Indonesia", "Jakarta"),
    ("Mexico", "Mexico City"), ("Mexico", "Guadalajara"), ("Nigeria", "Lagos"), ("Paraguay", "Ciudad del Este"), ("Philippines", "San Juan, Metro Manila"),
    ("Russia", "Moscow"), ("Thailand", "Bangkok"), ("Türkiye", "Istanbul"), ("Turkey", "Izmir"), ("United Arab Emirates", "Ajman"), ("Vietnam", "Ho Chi Minh City"),
    ("Kyrgyz Republic", "Bishkek"), ("Krygyz Republic", "Bishkek"), ("Côte d’Ivoire", "Abidjan"), ("Peru", "Lima"), ("Ecuador", "Guayaquil"), ("Spain", "Girona"),
    ("Canada", "Markham"), ("Malaysia", "Kuala Lumpur"), ("Ukraine", "Odesa"), ("Saudi Arabia", "Riyadh"), ("Bosnia and Herzegovina", "Sarajevo"), ("Colombia", "Bogotá"),
    ("Pakistan", "Karachi"), ("Hong Kong", "Mongkok"), ("South Korea", "Seoul"), ("Guatemala", "Guatemala City"), ("Panama", "Colón"), ("Trinidad and Tobago", "Port of Spain"),
)  # fmt: skip
HOSTS = (
    "Russia", "China", "Switzerland", "Netherlands", "Bulgaria", "Iceland/Romania/Finland", "Panama", "Hong Kong", "United Arab Emirates", "Bosnia and Herzegovina",
    "Canada", "Ukraine", "Sweden", "Germany", "France", "Vietnam", "Singapore", "Switzerland; Panama", "Russia and Ukraine", "Saint Kitts and Nevis", "Côte d’Ivoire", "Türkiye",
    "Seychelles", "British Virgin Islands", "Czech Republic", "Saudi Arabia", "Isle of Man", "Korea", "Viet Nam", "Belize", "Moldova",
)  # fmt: skip
ONLINE_TEXT = (
    "{name} keeps no films of its own but points to lockers elsewhere, most of which carry unlicensed copies.",
    "Traffic to {name} grew by 17.5 percent between March and August.",
    "Its owners hide behind shell companies in several jurisdictions, e.g. two that share one postal address.",
    "Four of ten test purchases from {name} turned out to be counterfeit, among them chargers and infant formula.",
    "A subscription costs between US$4.50 and $11.00 a month and can be paid in crypto-currency.",
    "In 2018, a court in Milan fined the operator, who has not paid.",
    "The site was offline for two weeks in May; it came back under another address.",
    "Notices that are sent to {name} are answered by machine, and nothing is taken down.",
    "Some users pay for “premium” speed, and uploaders earn a share of what is paid.",
    "Independent musicians say that their songs are stream-ripped within minutes of release.",
    "{name} reported that it removed more than 2.3 million listings last year.",
    "The index holds over 88,000 e-books, and new ones are added daily.",
    "Right holders describe a take-down portal that works in one language only.",
    "The Motion Picture Association of Ruritania ranks the service among the ten most-used of its kind.",
    "Researchers counted 5,312 pre-release titles on a single day.",
    "Advertising for online gambling and malware-laden downloads pays for the servers.",
    "Access is blocked in Denmark, Italy, and the U.K., which has cut visits from there by half.",
    "The company behind it, No. 12 Trading Co., is registered at a mail-box.",
    "Neither the registrar nor the host has acted on complaints, right holders report.",
    "It also hosts software cracks, textbooks, and television series.",
    "Visitors come mainly from Brazil, Mexico, and Spain.",
    "The verification of sellers is weak: a telephone number is enough.",
    "Two administrators were arrested in Odesa in 2015 and released a month later.",
    "Before the owners moved it, the service ran for six years without a complaint.",
    "Small and medium-sized enterprises cannot afford to watch the platform around the clock.",
    "Sellers use coded language and blurred logos so that filters see nothing.",
)  # fmt: skip
PHYSICAL_TEXT = (
    "More than 700 shops offer handbags, watches, and sportswear, nearly all of it counterfeit.",
    "Customs officers seized 40 tons of goods at the gates in June.",
    "Vendors keep only samples on display and fetch the goods from flats nearby.",
    "Raids were announced beforehand, and the shutters were down when the police came.",
    "Right holders say that guards have followed their investigators to the car park.",
    "Goods are shipped from here to some 30 towns in the interior.",
    "The lease of each stall is for a day, which makes it hard to hold anyone to account.",
    "A fire in 2014 destroyed two halls; they were rebuilt within a year.",
    "The market is open from 4 a.m. to noon on week-days.",
    "In {name}, perfume and spare parts are sold by the crate.",
    "The authorities report 212 inspections, 19 arrests, and no sentence.",
    "Counterfeit medicines were found in three of the five rows that were visited.",
    "Shops on the upper floors of {name} need an appointment.",
    "According to a survey, one visitor in three knew that the goods were not genuine.",
    "The landlord is a state-owned enterprise.",
    "Tourist guides praise the bargains, and buses stop in front of the gate.",
)  # fmt: skip
ONLINE_ASKS = (
    "The United States encourages {name} to answer every complete notice within two working days.",
    "USTR recommends that {name} verify the identity of those who sell in bulk.",
    "{name} should make its complaint form available in the languages of its users.",
    "To regain trust, {name} must keep sellers whom it has expelled from coming back under new names.",
    "The operator should cooperate with the police of the countries in which it earns its money.",
    "We urge the hosting provider to end its contract with the site.",
    "The United States again calls on the Government to bring its case against the operators to an end.",
    "USTR would like to see figures that outsiders can check.",
    "It is important that {name} extend its filters to live video.",
    "Although progress has been made, much more needs to be done to keep repeat infringers off the platform.",
    "The authorities need to follow up on the complaints that were filed in 2017.",
    "Therefore, USTR asks the registrar to lock the domain names in question.",
    "{name} is urged to publish the results of its pilot program.",
    "The United States looks forward to seeing the measures extended to sellers’ private messages.",
    "Its parent company ought to share data on suppliers with law enforcement.",
    "While the operator has added staff, it should also set deadlines for each step.",
    "We call upon the company to license the works that it offers.",
)  # fmt: skip
PHYSICAL_ASKS = (
    "The United States urges the city to close the warehouses behind {name} for good.",
    "Local prosecutors should seek deterrent penalties against landlords.",
    "The authorities must follow the goods to the workshops in which they are made.",
    "USTR calls for unannounced and sustained inspections.",
    "The owners of the building should write a ban on counterfeits into every lease.",
    "It is critical that the police protect those who inspect {name}.",
    "The Government needs to give customs the power to act on its own.",
    "We recommend that the municipality withdraw the licenses of repeat offenders.",
    "Stronger cooperation between agencies is needed.",
)  # fmt: skip
DISTRACTORS = (
    "Right holders recommend that the platform take part in their program.",
    "An association of publishers urges governments to block the site.",
    "According to industry, the operator should hire more staff.",
    "The operator stated that right holders should send better notices.",
    "A buyer should not conclude from the price that the goods are genuine.",
    "Commenters believe that landlords must be held liable.",
    "The company says it must protect the privacy of its users.",
    "Users must register before they can download anything.",
    "A court held that access providers should block the address.",
    "In the view of one trade body, customs should have wider powers.",
    "The site’s owner was urged by a judge to settle, and did not.",
    "Sellers must pay a deposit of 500 yuan.",
    "Brand owners asked the host to act, and it did not reply.",
    "Filters should catch such copies, the company told a newspaper, but they do not.",
    "The United States notes that two shops were closed in the spring.",
    "USTR welcomes the arrests and will keep watching the case.",
    "Nothing in this entry should be read as a finding of law.",
    "Small sellers complain that they have to prove the same right again and again.",
    "Film studios have called on the registrar to suspend the name.",
)  # fmt: skip
LEAD_INS = (
    "To be taken off the List, {name} should do the following:",
    "The United States recommends that {name} take these steps:",
    "USTR asks the operator of {name} for three things:",
    "In the coming year, the operator must:",
)  # fmt: skip
BULLETS = (
    "Publish a contact for urgent matters.", "Act within a day on notices that concern health or safety.", "Keep the data of expelled sellers for two years.",
    "Let independent auditors see how filters work, and say in public what they found.", "Translate the rules for sellers.", "End rewards for uploads of popular titles.",
    "Share information on suppliers with customs, whatever the size of the right holder.",
)  # fmt: skip
OTHERS_LEAD_INS = (
    "Right holders propose that the operator:", "The operator reports what it did in the past year:", "Commenters list what they find there:",
)  # fmt: skip
OTHERS_BULLETS = (
    "Hire forty more reviewers.", "Close shops faster.", "Counterfeit watches in the first hall.", "A hotline for complaints, opened in May.", "Share the names of sellers with studios.",
)  # fmt: skip
GENERAL = (
    "The review covers markets that were brought to our attention.", "Many of the places named here also trade in lawful goods.", "The order of the entries says nothing about their weight.",
    "Comments came from associations, companies, and private persons.", "Trade in counterfeits cheats buyers and endangers workers.", "Several governments sent information of their own.",
    "Readers are reminded that an entry is no finding of law.", "Piracy feeds on new ways of paying, of hosting, and of hiding.",
)  # fmt: skip
CATEGORIES = (
    "Cyberlockers and Hosting", "Peer-to-Peer Networks", "Online Auctions", "Pay-per-Download Music", "Smart Card Sharing", "Live Sports Streaming", "Mobile Applications",
)  # fmt: skip
FOCUSES = (
    "Smart Boxes and Apps", "The Hidden Cost of Counterfeit Car Parts", "Free Ports and the Routes of Trade in Small Parcels, and What They Mean for Customs Officers",
    "Live-Streamed Sports", "Domain Names",
)  # fmt: skip
