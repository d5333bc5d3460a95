package enactment

import (
	"bufio"
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"tizbe/corpus"
	"tizbe/internal/measured"
)

// want is what a formula must be read as. Rule is kind, then N and the first
// letter of the unit, or the date, or the place.
type want struct {
	rule       string
	applies    string
	exceptions string // provisions=rule, joined by "; "
	publish    bool
	until      string
}

func (r Rule) short() string {
	s := string(r.Kind)
	if r.Kind == AfterPublication || r.Kind == AfterPublicationAmbiguous {
		u := r.Unit
		if u == "" {
			u = Days
		}
		s += " " + strings.TrimSpace(strings.Join([]string{itoa(r.N), string(u)}, " "))
	}
	if !r.Date.IsZero() {
		s += " " + r.Date.String()
	}
	if r.See != "" {
		s += " " + r.See
	}
	return s
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }

func (c Clause) summary() want {
	if c.Silent {
		c.Entry = Rule{Kind: Silent}
	}
	w := want{rule: c.Entry.short(), publish: c.MustPublish, until: c.Ends.short()}
	if c.Applies.Stated {
		w.applies = c.Applies.From.String()
		if w.applies == "" {
			w.applies = "unread"
		}
	}
	var ex []string
	for _, e := range c.Exceptions {
		s := strings.Join(e.Provisions, ",") + "=" + e.Entry.short()
		if e.Applies.Stated {
			s += "@" + e.Applies.From.String()
		}
		if e.Ends != c.Ends {
			s += ">" + e.Ends.short()
		}
		ex = append(ex, s)
	}
	w.exceptions = strings.Join(ex, "; ")
	return w
}

var formulas = []struct {
	text string
	want want
}{
	// Kazakh
	{"Осы қаулы алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң қолданысқа енгізіледі және 2025 жылғы 1 шілдеден бастап туындаған құқықтық қатынастарға қолданылады.", want{rule: "after_publication 10 days", applies: "2025-07-01"}},
	{"2. Осы қаулы алғашқы ресми жарияланған күнінен кейін күнтізбелік 10 (он) күн өткен соң қолданысқа енгізіледі.", want{rule: "after_publication 10 days"}},
	{"Осы қаулы алғашқы ресми жарияланған күнінен кейін күнтізбелік 10 (жиырма) күн өткен соң қолданысқа енгізіледі.", want{rule: "unreadable"}},
	{"Осы бұйрық алғаш ресми жарияланған күнінен кейін күнтізбелік жиырма бір күн өткен соң қолданысқа енгізіледі.", want{rule: "after_publication 21 days"}},
	{"Осы Заң алғашқы ресми жарияланған күнінен кейін алты ай өткен соң қолданысқа енгізіледі.", want{rule: "after_publication 6 months"}},
	{"Осы Заң алғашқы ресми жарияланған күнінен кейін бір жыл өткен соң қолданысқа енгізіледі.", want{rule: "after_publication 1 years"}},
	{"Осы Заң алғашқы ресми жарияланған күнінен кейін күнтізбелік жүз сексен күн өткен соң қолданысқа енгізіледі.", want{rule: "after_publication 180 days"}},
	{"Осы қаулы алғашқы ресми жарияланған күнінен бастап күнтізбелік он күн өткен соң қолданысқа енгізіледі.", want{rule: "after_publication_ambiguous 10 days"}},
	{"Осы қаулы алғашқы ресми жарияланған күнінен бастап қолданысқа енгізіледі.", want{rule: "publication"}},
	{"Осы қаулы алғашқы ресми жарияланған күнінен кейінгі күннен бастап қолданысқа енгізіледі.", want{rule: "after_publication 0 days"}},
	{"Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі және ресми жариялануға тиіс.", want{rule: "signing", publish: true}},
	{"Осы қаулы қол қойылған күнiнен бастап күшiне енедi.", want{rule: "signing"}},
	{"Осы қаулы 2026 жылғы 1 қаңтардан бастап қолданысқа енгізіледі.", want{rule: "on_date 2026-01-01"}},
	{"(01.01.2021 бастап қолданысқа енгізіледі)", want{rule: "on_date 2021-01-01"}},
	{"(31.02.2021 бастап қолданысқа енгізіледі)", want{rule: "unreadable"}},
	{"(қолданысқа енгізілу тәртібін 2-тармақтан қараңыз)", want{rule: "see 2-тармақ"}},
	{"(қолданысқа енгізілу тәртібін 67-баптан қараңыз)", want{rule: "see 67-бап"}},
	{"Осы қаулы 2005 жылғы 1 қаңтардан бастап қолданысқа енгiзiлетiн 2-тармақты қоспағанда, қол қойылған күнiнен бастап күшiне енедi.", want{rule: "signing", exceptions: "point_2=on_date 2005-01-01"}},
	{"Осы қаулы алғашқы ресми жарияланған күнінен бастап қолданысқа енгізілетін 1, 2 және 5-1-тармақтарды қоспағанда, алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң қолданысқа енгізіледі.", want{rule: "after_publication 10 days", exceptions: "point_1,point_2,point_5-1=publication"}},
	{"Осы қаулы 2026 жылғы 1 қаңтардан бастап қолданысқа енгізілетін 3-тармақтың 2) тармақшасын қоспағанда, қол қойылған күнінен бастап қолданысқа енгізіледі.", want{rule: "signing", exceptions: "point_3__subpoint_2=on_date 2026-01-01"}},
	{"Осы қаулы белгілі бір күннен бастап қолданысқа енгізіледі.", want{rule: "unreadable"}},
	{"Осы қаулы қол қойылған күнінен бастап немесе алғашқы ресми жарияланған күнінен бастап қолданысқа енгізіледі.", want{rule: "unreadable"}},
	{"Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі және бұрын туындаған қатынастарға қолданылады.", want{rule: "signing", applies: "unread"}},
	// registered, and brought into force: the second counts
	{"Осы бұйрық Қазақстан Республикасының әділет органдарында мемлекеттік тіркелген күнінен бастап күшіне енеді және алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң қолданысқа енгізіледі.", want{rule: "after_publication 10 days"}},
	{"Осы шешім әділет органдарында мемлекеттік тіркелген күннен бастап күшіне енеді және 2015 жылғы 1 қаңтардан бастап қолданысқа енгізіледі.", want{rule: "on_date 2015-01-01"}},
	{"Осы бұйрық Әділет министрлігінде мемлекеттік тіркеуден өткен күннен бастап күшіне енеді.", want{rule: "registration"}},
	{"Осы бұйрық Әділет министрлігінде мемлекеттік тіркелген күнінен бастап, бірақ 2015 жылғы 1 қаңтардан ерте емес күшіне енеді.", want{rule: "unreadable"}},
	{"Настоящий приказ вступает в силу со дня государственной регистрации в органах юстиции Республики Казахстан и вводится в действие по истечении десяти календарных дней после дня его первого официального опубликования.", want{rule: "after_publication 10 days"}},
	{"Настоящее решение вступает в силу со дня государственной регистрации в органах юстиции и вводится в действие с 1 января 2015 года.", want{rule: "on_date 2015-01-01"}},
	{"Настоящий приказ вводится в действие со дня его государственной регистрации в Министерстве юстиции Республики Казахстан.", want{rule: "registration"}},
	{"Настоящий приказ вступает в силу с момента государственной регистрации.", want{rule: "registration"}},
	{"Настоящий приказ вступает в силу со дня государственной регистрации в журнале учёта.", want{rule: "unreadable"}},
	{"2. Настоящий приказ вступает в силу со дня государственной регистрации.\nЗарегистрирован в Министерстве юстиции Республики Казахстан 5 апреля 2014 года № 9300", want{rule: "registration 2014-04-05"}},
	{"2. Настоящий приказ вводится в действие со дня подписания.\nЗарегистрирован в Министерстве юстиции Республики Казахстан 5 апреля 2014 года № 9300", want{rule: "signing"}},
	{"2. Настоящее решение вступает в силу со дня государственной регистрации.\nЗарегистрировано Департаментом юстиции Алматинской области 31 апреля 2014 года № 2650", want{rule: "registration"}},
	{"2. Осы бұйрық Әділет министрлігінде мемлекеттік тіркелген күнінен бастап күшіне енеді.\nҚазақстан Республикасының Әділет министрлігінде 2014 жылы 5 сәуірде № 9300 тіркелді", want{rule: "registration 2014-04-05"}},
	{"2. Осы шешім әділет органдарында мемлекеттік тіркелген күннен бастап күшіне енеді.\nАлматы облысының Әділет департаментінде 2014 жылғы 5 сәуірде № 2650 болып тіркелді", want{rule: "registration 2014-04-05"}},
	// nothing of the entry: the law has it
	{"Осы қаулы 2020 жылғы 1 қаңтардан бастап туындаған қатынастарға қолданылады және ресми жариялануға жатады.", want{rule: "silent", applies: "2020-01-01", publish: true}},
	{"Настоящее постановление распространяется на отношения, возникшие с 1 января 2020 года, и подлежит официальному опубликованию.", want{rule: "silent", applies: "2020-01-01", publish: true}},
	{"Настоящее постановление подлежит официальному опубликованию.", want{rule: "silent", publish: true}},
	{"Приложение к настоящему постановлению подлежит официальному опубликованию.", want{rule: "unreadable", publish: true}},
	// more wordings of the same kinds
	{"Осы қаулы алғаш рет ресми жарияланған күнінен бастап қолданысқа енгізіледі.", want{rule: "publication"}},
	{"Осы бұйрық ресми жарияланған күнінен кейін күнтізбелік жиырма күн өткен соң қолданысқа енгізіледі.", want{rule: "after_publication 20 days"}},
	{"3. Осы қаулы оның бірінші ресми жарияланған күнінен кейін он күн өткен соң қолданысқа енгізіледі.", want{rule: "after_publication 10 days"}},
	{"Осы Заң алғашқы ресми жарияланған күнінен кейін үш ай\nөткен соң қолданысқа енгізіледі.", want{rule: "after_publication 3 months"}},
	{"Осы Заң алғашқы ресми жарияланған күнінен кейін екі жыл өткен соң қолданысқа енгізіледі.", want{rule: "after_publication 2 years"}},
	{"Осы қаулы алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен күннен бастап қолданысқа енгізіледі.", want{rule: "after_publication_ambiguous 10 days"}},
	{"Осы қаулы алғашқы ресми жарияланған күнінен кейін қолданысқа енгізіледі.", want{rule: "after_publication 0 days"}},
	{"Осы қаулы алғашқы ресми жарияланғаннан кейін қолданысқа енгізіледі.", want{rule: "after_publication_ambiguous 0 days"}},
	{"Осы қаулы қол қойылған күнінен бастап күшіне енеді және алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң қолданысқа енгізіледі.", want{rule: "after_publication 10 days"}},
	{"Осы қаулы 01.01.2026 бастап қолданысқа енгізіледі.", want{rule: "on_date 2026-01-01"}},
	{"Осы Жарлық қол қойылған күнінен бастап қолданысқа енгізіледі.", want{rule: "signing"}},
	{"2-бап. Осы Заң 2026 жылғы 1 қаңтардан бастап қолданысқа енгізіледі.", want{rule: "on_date 2026-01-01"}},
	{"Осы қаулы алғашқы ресми жарияланған күнінен бастап қолданысқа енгізіледі және 2024 жылғы 1 қаңтардан бастап туындаған қатынастарға қолданылады.", want{rule: "publication", applies: "2024-01-01"}},
	{"Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі және оның қолданысы 2024 жылғы 5 ақпаннан бастап туындаған құқықтық қатынастарға таралады.", want{rule: "signing", applies: "2024-02-05"}},
	{"Осы қаулы 2027 жылғы 1 қаңтардан бастап қолданысқа енгізілетін 1-тармақтың 2) тармақшасын және алғашқы ресми жарияланған күнінен кейін күнтізбелік алпыс күн өткен соң қолданысқа енгізілетін 3, 4-тармақтарды қоспағанда, қол қойылған күнінен бастап қолданысқа енгізіледі.",
		want{rule: "signing", exceptions: "point_1__subpoint_2=on_date 2027-01-01; point_3,point_4=after_publication 60 days"}},
	{"Осы қаулы 2027 жылғы 1 қаңтардан бастап қолданысқа енгізілетін 1-тармақтың екінші және үшінші абзацтарын, 5-тармақты қоспағанда, алғашқы ресми жарияланған күнінен бастап қолданысқа енгізіледі.",
		want{rule: "publication", exceptions: "point_1#2,point_1#3,point_5=on_date 2027-01-01"}},
	{"Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі, 2027 жылғы 1 қаңтардан бастап қолданысқа енгізілетін 2-тармақты қоспағанда.", want{rule: "signing", exceptions: "point_2=on_date 2027-01-01"}},
	{"Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі. Осы қаулының 2-тармағы 2027 жылғы 1 қаңтардан бастап қолданысқа енгізіледі.", want{rule: "signing", exceptions: "point_2=on_date 2027-01-01"}},
	{"Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі, бұл ретте 2-тармақ 2027 жылғы 1 қаңтардан бастап қолданысқа енгізіледі.", want{rule: "signing", exceptions: "point_2=on_date 2027-01-01"}},
	{"Осы қаулы 2024 жылғы 1 қаңтардан бастап туындаған құқықтық қатынастарға қолданылатын 2-тармақты қоспағанда, қол қойылған күнінен бастап қолданысқа енгізіледі.", want{rule: "signing", exceptions: "point_2=signing@2024-01-01"}},
	{"Осы Заң:\n1) 2027 жылғы 1 қаңтардан бастап қолданысқа енгізілетін 1-баптың 3-тармағын;\n2) 2028 жылғы 1 қаңтардан бастап қолданысқа енгізілетін 2-бапты қоспағанда, алғашқы ресми жарияланған күнінен кейін күнтізбелік алпыс күн өткен соң қолданысқа енгізіледі.",
		want{rule: "after_publication 60 days", exceptions: "article_1__point_3=on_date 2027-01-01; article_2=on_date 2028-01-01"}},
	{"(қолданысқа енгізілу тәртібін 91 2-т. қараңыз)", want{rule: "unreadable"}},
	{"ЗҚАИ-ның ескертпесі!\n      Қолданысқа енгізілу тәртібін 2-тармақтан қараңыз.", want{rule: "see 2-тармақ"}},
	{"(қолданысқа енгізілу тәртібін 2-т. қараңыз)", want{rule: "see 2-тармақ"}},
	{"Осы қаулы «А туралы» Заң қолданысқа енгізілген күннен бастап қолданысқа енгізіледі.", want{rule: "unreadable"}},
	{"Осы қаулы «А туралы» Заңның алғашқы ресми жарияланған күнінен бастап қолданысқа енгізіледі.", want{rule: "unreadable"}},
	{"Осы қаулы қол қойылған күнінен бастап, бірақ 2026 жылғы 1 қаңтардан бұрын емес қолданысқа енгізіледі.", want{rule: "unreadable"}},
	{"Осы қаулы кейбір тармақтарды қоспағанда, қол қойылған күнінен бастап қолданысқа енгізіледі.", want{rule: "unreadable"}},
	{"Осы қаулы алғашқы ресми жарияланған күнінен кейін он жұмыс күні өткен соң қолданысқа енгізіледі.", want{rule: "unreadable"}},
	{"Осы қаулы қол қойылған күнінен бастап қолданысқа енгізіледі және 2027 жылғы 1 қаңтарға дейін қолданылады.", want{rule: "signing", until: "2027-01-01"}},
	{"Осы қаулы", want{rule: "unreadable"}},
	{"", want{rule: "unreadable"}},
	// Russian
	{"Настоящее постановление вводится в действие по истечении десяти календарных дней после дня его первого официального опубликования и распространяется на правоотношения, возникшие с 1 июля 2025 года.", want{rule: "after_publication 10 days", applies: "2025-07-01"}},
	{"Настоящее постановление вводится в действие по истечении 10 (десяти) календарных дней после дня его первого официального опубликования.", want{rule: "after_publication 10 days"}},
	{"Настоящий Закон вводится в действие по истечении шестидесяти календарных дней после дня его первого официального опубликования.", want{rule: "after_publication 60 days"}},
	{"Настоящий приказ вводится в действие по истечении двадцати одного календарного дня после дня его первого официального опубликования.", want{rule: "after_publication 21 days"}},
	{"(вводится в действие по истечении шести месяцев после дня его первого официального опубликования)", want{rule: "after_publication 6 months"}},
	{"Настоящий приказ вводится в действие со дня истечения десяти календарных дней после дня его первого официального опубликования.", want{rule: "after_publication_ambiguous 10 days"}},
	{"Настоящее постановление вводится в действие по истечении десяти календарных дней со дня первого официального опубликования.", want{rule: "after_publication_ambiguous 10 days"}},
	{"(вводится в действие со дня первого официального опубликования)", want{rule: "publication"}},
	{"Настоящее постановление вводится в действие после дня его первого официального опубликования и распространяется на отношения, возникшие с 1 ноября 2020 года.", want{rule: "after_publication 0 days", applies: "2020-11-01"}},
	{"Настоящее постановление вводится в действие со дня его подписания и подлежит официальному опубликованию.", want{rule: "signing", publish: true}},
	{"Настоящее постановление вводится в действие с 1 мая 2026 года.", want{rule: "on_date 2026-05-01"}},
	{"(вводится в действие с 01.01.2021)", want{rule: "on_date 2021-01-01"}},
	{"(порядок введения в действие см. ст. 67)", want{rule: "see ст. 67"}},
	{"(порядок введения в действие см. п. 2)", want{rule: "see п. 2"}},
	{"Настоящее постановление вступает в силу со дня подписания, за исключением пункта 2, который вводится в действие с 1 января 2005 года.", want{rule: "signing", exceptions: "point_2=on_date 2005-01-01"}},
	{"Настоящее постановление вводится в действие по истечении десяти календарных дней после дня его первого официального опубликования, за исключением пунктов 1, 2 и 3, которые вводятся в действие со дня его первого официального опубликования.", want{rule: "after_publication 10 days", exceptions: "point_1,point_2,point_3=publication"}},
	{"Настоящее постановление вводится в действие со дня его подписания, за исключением подпункта 2) пункта 3, который вводится в действие с 1 января 2026 года.", want{rule: "signing", exceptions: "point_3__subpoint_2=on_date 2026-01-01"}},
	{"Настоящее постановление вступает в силу со дня подписания и вводится в действие по истечении десяти календарных дней после дня его первого официального опубликования.", want{rule: "after_publication 10 days"}},
	{"Настоящий Закон вводится в действие с 1 января 2026 года, за исключением пунктов 2 и 3 статьи 1, которые вводятся в действие по истечении шести месяцев после дня его первого официального опубликования, и абзаца второго пункта 4 статьи 2, вводимого в действие с 1 июля 2026 года.",
		want{rule: "on_date 2026-01-01", exceptions: "article_1__point_2,article_1__point_3=after_publication 6 months; article_2__point_4#2=on_date 2026-07-01"}},
	{"За исключением пункта 2, который вводится в действие с 1 января 2026 года, настоящее постановление вводится в действие со дня его подписания.", want{rule: "signing", exceptions: "point_2=on_date 2026-01-01"}},
	{"Настоящее постановление вводится в действие со дня его подписания. Пункт 2 настоящего постановления вводится в действие с 01.01.2026.", want{rule: "signing", exceptions: "point_2=on_date 2026-01-01"}},
	{"Настоящее постановление вводится в действие со дня его подписания, при этом пункт 2 вводится в действие с 1 января 2026 года.", want{rule: "signing", exceptions: "point_2=on_date 2026-01-01"}},
	{"Настоящее постановление вводится в действие со дня подписания, за исключением пункта 2, который распространяется на отношения, возникшие с 1 января 2024 года.", want{rule: "signing", exceptions: "point_2=signing@2024-01-01"}},
	{"Настоящий Закон вводится в действие по истечении шестидесяти календарных дней после дня его первого официального опубликования, за исключением:\n1) пункта 3 статьи 1, который вводится в действие с 1 января 2027 года;\n2) статьи 2, которая вводится в действие с 1 января 2028 года.",
		want{rule: "after_publication 60 days", exceptions: "article_1__point_3=on_date 2027-01-01; article_2=on_date 2028-01-01"}},
	{"Настоящее постановление вводится в действие со дня, следующего за днем его первого официального опубликования.", want{rule: "after_publication 0 days"}},
	{"Настоящее постановление вводится в действие по истечении месяца после дня его первого официального опубликования.", want{rule: "after_publication 1 months"}},
	{"Настоящее постановление вводится в действие с момента подписания.", want{rule: "signing"}},
	{"Настоящее постановление вводится в действие со дня принятия.", want{rule: "signing"}},
	{"Настоящий приказ вводится в действие по истечении десяти календарных дней после дня его первого официального опубликования и действует до 1 января 2027 года.", want{rule: "after_publication 10 days", until: "2027-01-01"}},
	{"Настоящее постановление вводится в действие с 1 января 2026 года и распространяется на правоотношения, возникшие после 31 декабря 2024 года.", want{rule: "on_date 2026-01-01", applies: "2025-01-01"}},
	{"Действие настоящего постановления распространяется на отношения, возникшие с 1 июля 2025 года. Настоящее постановление вводится в действие со дня его подписания.", want{rule: "signing", applies: "2025-07-01"}},
	{"Настоящее постановление вводится в действие со дня его подписания и распространяется на ранее возникшие отношения.", want{rule: "signing", applies: "unread"}},
	{"(вводится в действие с 01.01.2023)", want{rule: "on_date 2023-01-01"}},
	{"(вводится в действие с 30.02.2023)", want{rule: "unreadable"}},
	{"Примечание ИЗПИ! Порядок введения в действие см. п. 2", want{rule: "see п. 2"}},
	{"Настоящее постановление вводится в действие со дня введения в действие Закона Республики Казахстан «О А».", want{rule: "unreadable"}},
	{"Настоящее постановление вводится в действие со дня подписания, но не ранее введения в действие Закона.", want{rule: "unreadable"}},
	{"Настоящее постановление вводится в действие по истечении десяти рабочих дней после дня его первого официального опубликования.", want{rule: "unreadable"}},
	{"Настоящее постановление вводится в действие со дня подписания соглашения.", want{rule: "unreadable"}},
	{"Настоящее постановление вводится в действие с 1 января 2026 года или со дня подписания.", want{rule: "unreadable"}},
	{"Настоящее постановление вводится в действие с 2026 года.", want{rule: "unreadable"}},
	{"Настоящее постановление вводится в действие в установленном порядке.", want{rule: "unreadable"}},
}

func TestParse(t *testing.T) {
	for _, tt := range formulas {
		if got := Parse(tt.text, "").summary(); got != tt.want {
			t.Errorf("%s\n got %+v\nwant %+v", tt.text, got, tt.want)
		}
	}
}

// TestMeasuredFormulas reads every labelled formula; the labels are prose, so
// that what they mean stands here, by the beginning of the label.
func TestMeasuredFormulas(t *testing.T) {
	meaning := []struct {
		label string
		want  want
	}{
		{"in force P+11 (P = day", want{rule: "after_publication 10 days", applies: "2025-07-01"}},
		{"in force P+11; and the body", want{rule: "after_publication 10 days"}},
		{"in force S (2005-02-10), except point 2", want{rule: "signing", exceptions: "point_2=on_date 2005-01-01"}},
		{"in force S; must be published", want{rule: "signing", publish: true}},
		{"in force S", want{rule: "signing"}},
		{"S of the amending act", want{rule: "signing"}},
		{"P+11", want{rule: "after_publication 10 days"}},
		{"P+61", want{rule: "after_publication 60 days"}},
		{"P+10 by the letter", want{rule: "after_publication_ambiguous 10 days"}},
		{"older wording", want{rule: "after_publication_ambiguous 10 days"}},
		{"P + 6 months", want{rule: "after_publication 6 months"}},
		{"P of the amending act", want{rule: "publication"}},
		{"2021-01-01", want{rule: "on_date 2021-01-01"}},
		{"mixed: read point 2", want{rule: "see 2-тармақ"}},
		{"mixed", want{rule: "see ст. 67"}},
		{"P", want{rule: "publication"}},
	}
	s := bufio.NewScanner(bytes.NewReader(measured.Read(t, "grammar", "enactment.jsonl")))
	n := 0
	for s.Scan() {
		var r struct {
			Lang          corpus.Lang
			Formula, Rule string
		}
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		if r.Formula == "" {
			continue
		}
		i := slices.IndexFunc(meaning, func(m struct {
			label string
			want  want
		}) bool {
			return strings.HasPrefix(r.Rule, m.label)
		})
		if i < 0 {
			t.Errorf("no meaning written down for the label %q", r.Rule)
			continue
		}
		n++
		if got := Parse(r.Formula, r.Lang).summary(); got != meaning[i].want {
			t.Errorf("%s\n got %+v\nwant %+v", r.Formula, got, meaning[i].want)
		}
	}
	t.Logf("%d labelled formulas read", n)
	if n < 15 {
		t.Errorf("only %d formulas", n)
	}
}

func TestInForce(t *testing.T) {
	adopted := corpus.MustDate("2025-09-24")
	exact := func(s string) corpus.Bounds { return corpus.Exactly(corpus.MustDate(s), corpus.Phrase{}) }
	for _, tt := range []struct {
		name      string
		rule      Rule
		published corpus.Bounds
		want      string // not before … not after
	}{
		{"ten days after a known publication", Rule{Kind: AfterPublication, N: 10}, exact("2025-09-26"), "2025-10-07 2025-10-07"},
		{"publication unknown: bounded below by the adoption", Rule{Kind: AfterPublication, N: 10}, corpus.Bounds{}, "2025-10-05 "},
		{"ambiguous wording", Rule{Kind: AfterPublicationAmbiguous, N: 10}, exact("2025-09-26"), "2025-10-06 2025-10-07"},
		{"months", Rule{Kind: AfterPublication, N: 6, Unit: Months}, exact("2025-10-31"), "2026-05-01 2026-05-01"},
		{"a year", Rule{Kind: AfterPublication, N: 1, Unit: Years}, exact("2025-09-26"), "2026-09-27 2026-09-27"},
		{"signing", Rule{Kind: Signing}, corpus.Bounds{}, "2025-09-24 2025-09-24"},
		{"publication", Rule{Kind: Publication}, exact("2025-09-26"), "2025-09-26 2025-09-26"},
		{"a date before the adoption", Rule{Kind: OnDate, Date: corpus.MustDate("2005-01-01")}, corpus.Bounds{}, "2005-01-01 2005-01-01"},
		{"elsewhere", Rule{Kind: SeePoint}, corpus.Bounds{}, " "},
		{"unreadable", Rule{Kind: Unreadable}, exact("2025-09-26"), " "},
		{"a silent resolution", SilentDefault("resolution"), exact("2025-09-26"), "2025-10-07 2025-10-07"},
		{"a silent act of another kind", SilentDefault("constitution"), exact("2025-09-26"), " "},
	} {
		b := tt.rule.InForce(adopted, tt.published)
		if got := b.NotBefore.String() + " " + b.NotAfter.String(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
		if b.Basis.IsZero() || !slices.Contains(Phrases, b.Basis.Key) {
			t.Errorf("%s: basis %+v", tt.name, b.Basis)
		}
	}
}

// The day in force never falls when the day of publication rises, and bounds
// on publication give the bounds of the days that follow from it.
func TestInForceMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Rule{
			Kind: rapid.SampledFrom([]Kind{Signing, Publication, AfterPublication, AfterPublicationAmbiguous, Silent}).Draw(t, "kind"),
			N:    rapid.IntRange(0, 200).Draw(t, "n"), Unit: rapid.SampledFrom([]Unit{Days, Months, Years, ""}).Draw(t, "unit"),
		}
		adopted := corpus.DateFromDays(rapid.IntRange(10000, 20000).Draw(t, "adopted"))
		p := adopted.AddDays(rapid.IntRange(0, 400).Draw(t, "p"))
		q := p.AddDays(rapid.IntRange(0, 400).Draw(t, "q"))
		at := func(d corpus.Date) corpus.Bounds { return r.InForce(adopted, corpus.Exactly(d, corpus.Phrase{})) }
		if at(q).NotBefore.Before(at(p).NotBefore) || at(q).NotAfter.Before(at(p).NotAfter) || at(p).Empty() {
			t.Fatalf("%+v: %v then %v", r, at(p), at(q))
		}
		both := r.InForce(adopted, corpus.Bounds{NotBefore: p, NotAfter: q})
		if both.NotBefore != at(p).NotBefore || both.NotAfter != at(q).NotAfter {
			t.Fatalf("%+v: bounds %v from %v and %v", r, both, at(p), at(q))
		}
	})
}

// Whatever is known of the publication, an act that waits for it is not in
// force before it is adopted, and an exact day follows from an exact one.
func TestInForceNotBeforeAdoption(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Rule{Kind: rapid.SampledFrom([]Kind{Publication, AfterPublication, AfterPublicationAmbiguous, Silent, AfterSigning}).Draw(t, "kind"), N: rapid.IntRange(0, 60).Draw(t, "n"), Unit: Days}
		adopted := corpus.DateFromDays(rapid.IntRange(10000, 20000).Draw(t, "adopted"))
		day := func(name string) corpus.Date {
			n := rapid.IntRange(-30, 60).Draw(t, name)
			if n < -20 {
				return corpus.Date{}
			}
			return adopted.AddDays(n)
		}
		b := r.InForce(adopted, corpus.Bounds{NotBefore: day("from"), NotAfter: day("to")})
		if b.NotBefore.Before(adopted) {
			t.Fatalf("%+v adopted %v: in force from %v", r, adopted, b.NotBefore)
		}
		if r.Kind != Publication && !b.NotBefore.After(adopted) && r.Kind != AfterPublicationAmbiguous {
			t.Fatalf("%+v adopted %v: in force from %v", r, adopted, b.NotBefore)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		Parse(formulas[0].text, corpus.Kazakh)
	}
}

func TestNumber(t *testing.T) {
	for s, n := range map[string]int{"он": 10, "жиырма бір": 21, "жүз сексен": 180, "10 (он)": 10, "10(он)": 10, "7": 7, "": 1, "он жиырма": 0, "бір бір": 0, "мың": 0, "10 (жиырма)": 0,
		"десяти": 10, "двадцати одного": 21, "ста восьмидесяти": 180, "10 (десяти)": 10, "десяти двадцати": 0, "тысячи": 0, "0": 0} {
		if got, ok := numberOf(s); got != n && ok || ok != (n > 0) {
			t.Errorf("%q = %d %v, want %d", s, got, ok, n)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, tt := range append(formulas, temporary...) {
		f.Add(tt.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range []corpus.Lang{"", corpus.Kazakh, corpus.Russian} {
			c := Parse(text, l)
			if c.Entry.Kind == "" {
				t.Errorf("%q: no kind", text)
			}
			if c.Entry.Kind == OnDate && c.Entry.Date.IsZero() {
				t.Errorf("%q: a date that is none", text)
			}
			if utf8.ValidString(text) && !utf8.ValidString(c.Entry.Text) {
				t.Errorf("%q: cut inside a letter: %q", text, c.Entry.Text)
			}
			adopted := corpus.MustDate("2025-09-24")
			entry := c.Entry.InForce(adopted, corpus.Bounds{})
			for _, e := range append([]Exception{{Ends: c.Ends}}, c.Exceptions...) {
				b := e.Ends.After(entry, adopted, corpus.Bounds{})
				if b.Empty() || b.Basis.IsZero() {
					t.Errorf("%q: end %+v gives %+v", text, e.Ends, b)
				}
				if e.Ends.Stated() && e.Ends.Kind != EndTerm && e.Ends.Kind != EndUnread && e.Ends.Date.IsZero() {
					t.Errorf("%q: an end on a date that is none", text)
				}
				if utf8.ValidString(text) && !utf8.ValidString(e.Ends.Text) {
					t.Errorf("%q: cut inside a letter: %q", text, e.Ends.Text)
				}
			}
		}
	})
}
