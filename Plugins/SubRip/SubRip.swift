// SubRip
