"""A party's pages of its mediation: asked, informed, heard, shown what it signs, told what follows. By a link alone."""
