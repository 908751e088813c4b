"""``timeline verify``: do the words cited stand in their sources?"""
