// Package kazakh knows the language of the acts: its letters, the ways people
// type them, and the inflection of its words. It matches positions and units
// and analyses text for search with one and the same analysis. It is pure: no
// index, no files, no clock.
//
// # Words
//
// [Tokens] cuts text into words at everything that is not a letter or digit,
// the hyphen included; [Compounds] keeps hyphen compounds whole. Both keep
// byte offsets, so that whatever is done to a word afterwards, the place it
// came from can be marked.
//
// # Letters
//
// The Kazakh alphabet has nine letters that Russian has not (ә ғ қ ң ө ұ ү һ і),
// and many keyboards lack them; besides, the language is written in Latin
// letters of an official alphabet and of an informal one. [Fold] maps every such
// spelling of a word to one key:
//
//	Бастығының, бастыгынын, bastyğynyñ, bastygynyn → бастыгынын
//
// # Inflection
//
// Kazakh is agglutinative: a word is a stem and a row of suffixes, each with
// one meaning and in a fixed order,
//
//	stem   + plural + possessive + case
//	бастық   -тар     -ымыз        -ға     бастықтарымызға, to our heads
//
// and after the locative -дағы may follow, which makes a new noun that is
// inflected again (қала-да-ғы-лар-дың, of those who are in the city).
//
// A suffix has several forms, chosen by the sound before it. Its vowel follows
// the last vowel of the word, back а о ұ ы or front ә ө ү і е: бала-лар but
// мәселе-лер. Its consonant follows the last sound: after a vowel -ны, after a
// voiced consonant -ды, after a voiceless one -ты (бала-ны, заң-ды, топ-ты);
// the possessive is -сы after a vowel and -ы after a consonant. [Stem] treats
// these as hard conditions: орта does not end in the locative -та, since after
// р the locative is -да. Loans keep the rules by their last vowel, but и and a
// final ь tell no row (аудит-тің and аудит-тың are both written).
//
// After a possessive of the third person the cases begin with н: бала-сы-н,
// бала-сы-на, бала-сы-нда. Before a vowel a stem changes: its last п к қ is
// voiced (топ, тоб-ы; бастық, бастығ-ы), and in some words its last vowel falls
// (халық, халқ-ы). Since a final б г ғ cannot be told from a voiced п к қ, all
// terms end in п к қ.
//
// Endings are ambiguous: алтын-ын is "their gold" and алты-ның "of six", аудан
// is a district and not "from" anything. So all ways to cut a word are tried,
// and each is scored: by its suffixes (-ның is nearly always one, -ы often,
// -ым seldom), by whether the stem is in a dictionary written by hand for
// this package, by whether a stem can end so and is long enough. A word of the
// dictionary is never cut.
//
// Only inflection is stripped. Derivation makes another word, and in this
// field another office: тергеуші (investigator) is not тергеу (investigation),
// бастық not бас, басқарма not басқару. The verbal noun in -у is an ordinary
// noun, and the dictionary form of its verb: finite forms and participles go
// to it (қолданылады, қолданылмайды, қолданылатын → қолданылу).
package kazakh
