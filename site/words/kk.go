package words

var kk = map[string]string{}
