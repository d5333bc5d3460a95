package kazakh

import (
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	"tizbe/corpus/kazakh"
)

// StopName is the name of the stop words in the registry, as a token map and
// as a token filter.
const StopName = "stop_kk"

// StopWords holds the words that say nothing by themselves, in the format of
// bleve's token maps. The list is short on purpose: a word that can tell one
// position from another (бас, аға, бірінші, барлық, арнайы, емес) is not on it,
// nor is one that is another word when typed with Russian letters.
var StopWords = []byte(`# жалғаулықтар: conjunctions
және
мен
бен
пен
менен
бенен
пенен
немесе
я
яки
яғни
ал
бірақ
алайда
дегенмен
сондай
өйткені
себебі
егер
# демеуліктер: particles
да
де
та
те
ма
ме
ба
бе
па
пе
ғой
ғана
# септеуліктер: postpositions
үшін
туралы
бойынша
жөнінде
жөніндегі
арқылы
сияқты
секілді
дейін
кейін
бері
қарай
# есімдіктер: pronouns
ол
оның
оны
оған
онда
одан
олар
олардың
оларға
осы
осының
осыны
осыған
осында
осыдан
бұл
бұның
мұның
бұған
бұдан
сол
соның
соған
# көмекші етістіктер: auxiliary verbs
болып
табылады
табылатын
еді
екен
деп
`)

// A stopFilter drops stop words, whatever their case or letters, and keeps
// the positions of what is left.
type stopFilter struct{ words map[string]bool }

// Filter implements [analysis.TokenFilter].
func (f *stopFilter) Filter(input analysis.TokenStream) analysis.TokenStream {
	out := input[:0]
	for _, t := range input {
		if t.KeyWord || !f.words[kazakh.Fold(string(t.Term))] {
			out = append(out, t)
		}
	}
	return out
}

// NewStop returns a filter that drops the words of the map in all their
// spellings.
func NewStop(words analysis.TokenMap) analysis.TokenFilter {
	f := &stopFilter{words: make(map[string]bool, len(words))}
	for w := range words {
		f.words[kazakh.Fold(w)] = true
	}
	return f
}

func init() {
	must(registry.RegisterTokenMap(StopName, func(map[string]interface{}, *registry.Cache) (analysis.TokenMap, error) {
		m := analysis.NewTokenMap()
		return m, m.LoadBytes(StopWords)
	}))
	must(registry.RegisterTokenFilter(StopName, func(_ map[string]interface{}, cache *registry.Cache) (analysis.TokenFilter, error) {
		words, err := cache.TokenMapNamed(StopName)
		if err != nil {
			return nil, err
		}
		return NewStop(words), nil
	}))
}
