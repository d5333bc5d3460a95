package kazakh
import ("testing";"fmt")
func TestXX(t *testing.T){
 g:=exactGrammar()
 for _,s:=range g.suffixes['ы']{fmt.Println(string(s.text),s.kind,s.after,s.front,s.weight)}
 fmt.Println(g.infinitives([]rune("ойла")))
}
