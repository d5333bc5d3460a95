// Package site turns a base into pages for people: a whole web site of files
// that any server can give out, in Kazakh, Russian and English.
//
// # Addresses
//
// A page's address is its Akoma Ntoso identifier (OASIS AKN Naming Convention
// 1.0, section 4) as a folder; Kazakh pages stand at the root, the others
// below ru/ and en/:
//
//	akn/kz/act/resolution/2025-09-24/789/                       the act
//	akn/kz/act/resolution/2025-09-24/789/kaz@2026-02-20/        an edition
//	akn/kz/act/resolution/2025-09-24/789/kaz@2026-02-20.json    its text as data, in no language's folder
//	akn/kz/act/resolution/2025-09-24/789/~list__point_3/        the life of a provision
//	akn/kz/act/resolution/2025-09-24/789/diff/A/B/              the difference of two editions
//	akn/kz/act/resolution/2025-09-24/789/position/TITLE/        a position, its title in Latin letters
//	akn/kz/act/resolution/2025-09-24/789/unit/point_3/          a unit, by the eId of its heading
//	search/?q=…&on=…                                            provisions by their words
//	check/?position=…&unit=…&duty=…&on=…&seen=…                 the question
//	offline/                                                    in place of a page that is not at hand without a network
//	sw.js                                                       the service worker, in no language's folder
//
// Search and check answer in the page, by package engine compiled to
// WebAssembly (make builds it; a program built without it makes pages that say
// so), and from the server where there is one.
//
// Every provision has its eId as the fragment. Addresses stay for life: they
// are made of identifiers that do, and of the titles of positions.
//
// # What the pages promise
//
// An answer on a page is the answer of package eligibility to the question
// that the page states. The last day asked about is the last day on which
// something was seen or adopted ([Site.Verified]), not the day of the run: the
// same base gives the same bytes. Links are relative, so that the site works
// below any address. Nothing is loaded from elsewhere and nothing needs a
// script. Text of acts is outside text: it reaches a page through
// html/template and package verdict, which escape it.
package site
