"""Originals for the quotations of the seed article. All of them are made up by us: the real report is not here."""

# made up: the sentence of which the article may have printed a part, with names where the article has holes
AIRBAGS = (
    "USTR encourages the company to seriously consider expanding its reported ban on automotive airbags and airbag "
    "components listings on the Alibaba.com and AliExpress platforms to the Taobao.com platform, and to other "
    "widely-counter-\nfeited products not ordinarily sold in C2C marketplaces."
)
# made up: the same for the sentence with a British spelling
IMAGES = (
    "It should also improve tools to prevent the unauthorized use of product images for the sale of infringing "
    "products."
)
# made up: the same for the sentence that ends in empty quotation marks
MIGRATION = (
    "Ensure that infringing sellers and goods do not migrate from TMall or Taobao to other platforms owned and "
    "operated by Alibaba, such as Xian Yu, located at ‘xianyu.example’."
)
# made up: what a report may say around them
SOURCE = (
    f"The List names many markets.\n\n{AIRBAGS} {IMAGES}\n\n{MIGRATION} "
    "The program of the center is in its third-\nparty phase."
)
