// Package numerals reads the numbers and dates of legal formulas in Kazakh and
// Russian, spelled and in figures: "жиырма сегізінші", "двадцать восьмого",
// "10 (он)", "2026 жылғы 1 қаңтардан", "с 1 января 2026 года", "01.01.2021".
//
// Everything is recognised in a [Text]: the folded form of what was published,
// which remembers the words it was made of. Folding is for recognition only;
// what is quoted to a reader always comes from [Text.Source].
package numerals
