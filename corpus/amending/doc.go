// Package amending reads amending acts (өзгерістер мен толықтырулар енгізу
// туралы актілер): official text in Kazakh or Russian → typed clauses. It
// only reads; what a clause does to a held text is worked out elsewhere.
//
// # How an amending act is built
//
// A clause says what is done (толықтырылсын, изложить в следующей редакции)
// to a target that it names only in part: the rest stands in the lines above
// it, which end in a colon and hold until one of the same level replaces them.
//
//	«…» … 2025 жылғы 24 қыркүйектегі № 789 қаулысында:          the act
//	көрсетілген қаулымен бекітілген … лауазымдар тізбесінде:     the document that it approved
//	16-тармақта:                                                 the point
//	жиырма сегізінші абзац мынадай редакцияда жазылсын:          the clause
//	«Қазақстан Республикасының …:».                              its payload
//
// # Nothing in silence
//
// [Read] accounts for every paragraph ([Act.Paragraphs]): it is a clause, the
// payload of one, a context line, one of the named kinds that change nothing
// ([Role]), or [RoleUnread]. A clause of which any word is not understood is
// unread as a whole: no clause is guessed from the part that was.
//
// The reading rests on fixed official wording, so it is anchored: a clause
// must match from its first word to its last. Letters are compared folded
// (package numerals), quotations verbatim.
package amending
