package io.hallpass.synthetic.people;

import java.util.List;

/**
 * A way of writing names: a few syllables to put together. They are made up for their letters (what
 * has to survive CSV, JSON, Avro and SQL), not taken from any list of people.
 */
enum Script {
  PLAIN(
      List.of("Ba", "Cor", "Da", "El", "Fen", "Gri", "Hal", "Is", "Jo", "Ka", "Lu", "Mer", "No"),
      List.of("lo", "mi", "ra", "ve", "sti", "no", "da", "ri", "be", "ton", "la", "ke"),
      List.of("n", "ra", "s", "lin", "ett", "dor", "wyn", "mar", "va", "sk", "ny", "th")),
  ACCENTED(
      List.of("É", "Jo", "Zo", "Å", "Ø", "Ma", "Ç", "Ña", "Ö", "Sé", "Ža", "Ł"),
      List.of("lé", "ñi", "ré", "vü", "sjö", "ña", "dê", "rô", "čo", "şe", "gå", "ło"),
      List.of("n", "ë", "ão", "ız", "ö", "ín", "ø", "ež", "ú", "ñ", "ą", "ó")),
  CYRILLIC(
      List.of("Ве", "Зо", "Ля", "Ми", "Ра", "Сно", "Тю", "Яр"),
      List.of("ло", "ми", "ра", "ве", "сю", "жо", "щи", "ты"),
      List.of("на", "р", "в", "ёк", "нь", "да", "шка", "й")),
  GREEK(
      List.of("Αλ", "Βε", "Ζω", "Κα", "Λυ", "Με", "Φι", "Ωρ"),
      List.of("λο", "μι", "ρα", "βε", "σι", "ξο", "δα", "νη"),
      List.of("ς", "να", "ρος", "ή", "ων", "λα", "δη", "ώ")),
  HANGUL(
      List.of("가", "나", "도", "루", "미", "보", "수", "하"),
      List.of("람", "빈", "솔", "온", "담", "별", "윤", "새"),
      List.of("", "", "", "")),
  HAN(
      List.of("林", "云", "石", "星", "河", "松", "月", "雨"),
      List.of("木", "山", "花", "風", "光", "雪", "田", "川"),
      List.of("", "", "", "")),
  ARABIC(
      List.of("با", "دا", "سا", "لي", "مو", "نو", "را", "كي"),
      List.of("لو", "مي", "را", "ني", "سو", "دي", "فا", "زي"),
      List.of("ن", "ر", "ة", "م", "ل", "د", "ي", "س")),
  /** Letters and their accents apart (Unicode NFD), as some systems write them. */
  DECOMPOSED(
      List.of("E\u0301", "No\u0308", "A\u030a", "Se\u0301", "Ma\u0303", "Zu\u0308"),
      List.of("le\u0301", "n\u0303i", "vu\u0308", "ro\u0302", "ga\u030a", "mi"),
      List.of("n", "e\u0308", "i\u0301n", "o\u0301", "u\u0301", "s"));

  private final List<String> first;
  private final List<String> middle;
  private final List<String> last;

  Script(List<String> first, List<String> middle, List<String> last) {
    this.first = first;
    this.middle = middle;
    this.last = last;
  }

  List<String> first() {
    return first;
  }

  List<String> middle() {
    return middle;
  }

  List<String> last() {
    return last;
  }
}
