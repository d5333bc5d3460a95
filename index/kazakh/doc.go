// Package kazakh is the Kazakh language pack for bleve: a tokenizer, token
// filters, stop words and analyzers, registered under their names when the
// package is imported. What it knows of the language is
// tizbe/corpus/kazakh, whose documentation explains it.
//
// The analyzers, from the strictest to the widest:
//
//	kk_exact   the words as they stand, in lower case
//	kk         stop words out, words stemmed
//	kk_folded  the same whatever letters a word was typed with: Russian ones
//	           for Kazakh ones, Latin, look-alikes
//
// A document that is to be found by all has a field for each, and a query
// prefers the stricter (a boost). The terms of kk and kk_folded differ in
// their letters: a query must be analysed with the analyzer of its field.
// bleve finds it by the field's name in the mapping of a document type, but
// not for a field renamed in the default mapping: use a type, or name the
// analyzer in the query.
//
// No char filter is used, and the filters change terms alone: Start and End of
// a token are those of the word in the text, so highlighting marks the word
// that stands there. A hyphen compound is two or more tokens at consecutive
// positions, so a part finds it, and a phrase query finds it whole. A stop
// word leaves a gap in the positions.
package kazakh
