"""Big Trust: does a company keep its promises to the people whose data it holds?"""
