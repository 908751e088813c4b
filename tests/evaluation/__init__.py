"""How good the extraction is: careful readers' findings in ``tests/articles/`` and the measures that compare with them.

``make eval`` prints every measure (``__main__``); ``tests/test_articles.py`` holds a floor under each.
"""
