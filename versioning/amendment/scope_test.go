package amendment

import (
	"errors"
	"strings"
	"testing"

	"tizbe/corpus"
	"tizbe/corpus/amending"
	"tizbe/corpus/citation"
	"tizbe/corpus/reading"
)

const twoAnnexes = `# Вопросы Агентства садоводства

Правительство Республики Казахстан ПОСТАНОВЛЯЕТ:

1. Утвердить Положение об Агентстве садоводства согласно приложению 1 к настоящему постановлению.

2. Настоящее постановление вводится в действие со дня его подписания.

> *Приложение 1*  
> *к постановлению Правительства*  
> *Республики Казахстан*  
> *от 5 марта 2019 года № 101*

## Положение об Агентстве садоводства

1. Агентство является государственным органом.

2. Агентство имеет ведомства.

3. Агентство осуществляет функции.

## Перечень учреждений, находящихся в ведении Агентства

1. Первый сад.

2. Второй сад.

> *Приложение 2*  
> *к постановлению Правительства*  
> *Республики Казахстан*  
> *от 5 марта 2019 года № 101*

## Перечень предприятий

1. Первый склад.

2. Второй склад.
`

// A list inside an annex has numbers of its own, and an annex may be named by
// its number alone.
func TestScopes(t *testing.T) {
	const regulation, list = "Положение об Агентстве садоводства", "перечень учреждений, находящихся в ведении Агентства"
	for _, tt := range []struct {
		name   string
		target amending.Target
		want   string // the text of the target
		err    error
	}{
		{"a point of the act", amending.Target{Path: ref(citation.Point, "2")}, "2. Настоящее", nil},
		{"a point of the annex stands there twice", amending.Target{Annex: regulation, Path: ref(citation.Point, "2")}, "", ErrManyTargets},
		{"a point of the annex", amending.Target{Annex: regulation, Path: ref(citation.Point, "3")}, "3. Агентство", nil},
		{"a point of the list in it", amending.Target{Annex: regulation, List: list, Path: ref(citation.Point, "2")}, "2. Второй сад.", nil},
		{"a point that only the annex has", amending.Target{Annex: regulation, List: list, Path: ref(citation.Point, "3")}, "", ErrNoTarget},
		{"a list that is not there", amending.Target{Annex: regulation, List: "перечень архивов", Path: ref(citation.Point, "2")}, "", ErrNoTarget},
		{"a list that is another annex", amending.Target{Annex: regulation, List: "Перечень предприятий", Path: ref(citation.Point, "2")}, "2. Второй склад.", nil},
		{"an annex by its number", amending.Target{Path: ref(citation.Annex, "2", citation.Point, "1")}, "1. Первый склад.", nil},
		{"an annex that is not there", amending.Target{Path: ref(citation.Annex, "3", citation.Point, "1")}, "", ErrNoTarget},
	} {
		d, err := reading.Auto([]byte(twoAnnexes), reading.Options{Lang: corpus.Russian})
		if err != nil {
			t.Fatal(err)
		}
		in, err := scope(d.Root, tt.target)
		var p *corpus.Provision
		if err == nil {
			p, err = locate(in, tt.target.Path)
		}
		if !errors.Is(err, tt.err) || err == nil && !strings.HasPrefix(p.Text, tt.want) {
			t.Errorf("%s: %v, %v; want %q, %v", tt.name, p, err, tt.want, tt.err)
		}
	}
}
