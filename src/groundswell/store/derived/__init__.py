"""Tables that are worked out from others of the store, such as growth from the tests of two years."""
