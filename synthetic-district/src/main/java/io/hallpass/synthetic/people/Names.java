package io.hallpass.synthetic.people;

import io.hallpass.synthetic.random.Dice;
import java.util.List;

/** Invents names and free text, with all the characters that break careless software. */
public final class Names {
  private static final List<String> REMARKS =
      List.of(
          "Seen in the hall, near the \"old\" gym; no one hurt.",
          "Line one\nline two, after a newline\n\nand an empty one",
          "Tab\there, comma, 'single' and \"double\" quotes \\ backslash",
          "Называть по имени: 안녕, مرحبا, 你好 \uD83C\uDF3B",
          "=2+2 is what the note said; N/A; NULL; \\N",
          "Nothing more was said.\r\nSigned by two adults.",
          "  leading and trailing spaces kept  ",
          "Spoke with family; all agreed.");

  private Names() {}

  /** A given name. */
  public static String given(Dice dice) {
    Script script = script(dice);
    String name = word(dice, script, dice.perMille(350));
    return dice.perMille(20) ? name + "-" + word(dice, script, false) : name;
  }

  /** A family name: some with apostrophes, hyphens, spaces. */
  public static String family(Dice dice) {
    Script script = script(dice);
    String name = word(dice, script, true);
    int kind = dice.below(100);
    if (kind < 4) {
      return "O'" + name;
    }
    if (kind < 6) {
      return "D\u2019" + name;
    }
    if (kind < 10) {
      return name + "-" + word(dice, script, true);
    }
    if (kind < 12) {
      return "ven da " + name;
    }
    if (kind < 13) {
      return name + ", Jr.";
    }
    return name;
  }

  /** A word of Latin letters, for places. */
  public static String place(Dice dice) {
    return word(dice, Script.PLAIN, true);
  }

  /** Free text with commas, quotes, newlines and letters of many scripts. */
  public static String remark(Dice dice) {
    return dice.oneOf(REMARKS);
  }

  private static Script script(Dice dice) {
    int roll = dice.below(100);
    if (roll < 70) {
      return Script.PLAIN;
    }
    if (roll < 84) {
      return Script.ACCENTED;
    }
    return Script.values()[2 + dice.below(Script.values().length - 2)];
  }

  private static String word(Dice dice, Script script, boolean longer) {
    StringBuilder word = new StringBuilder(dice.oneOf(script.first()));
    word.append(dice.oneOf(script.middle()));
    if (longer && script.last().get(0).length() > 0) {
      word.append(dice.oneOf(script.middle()));
    }
    return word.append(dice.oneOf(script.last())).toString();
  }
}
