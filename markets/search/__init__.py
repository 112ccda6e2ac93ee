"""Full text over the record, and names found however they are spelt."""
