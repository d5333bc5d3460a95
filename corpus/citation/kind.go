package citation

import "tizbe/corpus"

var kinds = map[Level]corpus.Kind{
	Section: corpus.KindSection, Chapter: corpus.KindChapter, Article: corpus.KindArticle, Point: corpus.KindPoint, Subpoint: corpus.KindSubpoint, Row: corpus.KindRow,
	Title: corpus.KindTitle, Preamble: corpus.KindPreamble, Note: corpus.KindNote, Table: corpus.KindTable, Annex: corpus.KindList, Corner: corpus.KindApproval,
}

// Kind returns the kind that provisions of the level have in a text; ok is
// false for levels that are no provisions of their own, such as a paragraph
// counted.
func (l Level) Kind() (k corpus.Kind, ok bool) {
	k, ok = kinds[l]
	return k, ok
}
