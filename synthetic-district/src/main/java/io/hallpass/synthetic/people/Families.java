package io.hallpass.synthetic.people;

import io.hallpass.synthetic.change.Changes;
import io.hallpass.synthetic.random.Dice;
import io.hallpass.synthetic.random.Numbers;
import io.hallpass.synthetic.random.Purpose;
import java.util.ArrayList;
import java.util.List;

/** Which students are siblings. Families lie within blocks of students, so none has to be kept. */
public final class Families {
  private static final int BLOCK = 20;
  private static final int MOST_GUARDIANS = 3;

  private final long seed;

  /** The families of this seed. */
  public Families(long seed) {
    this.seed = seed;
  }

  /** The family of the student with this index. */
  public Family of(int student) {
    int block = student / BLOCK;
    Dice sizes = Dice.of(seed, Purpose.FAMILY_SIZES, block);
    int first = block * BLOCK;
    while (true) {
      int left = (block + 1) * BLOCK - first;
      int roll = sizes.below(10);
      int size = Math.min(left, roll < 6 ? 1 : roll < 9 ? 2 : 3);
      if (student < first + size) {
        return family(first, size);
      }
      first += size;
    }
  }

  private Family family(int first, int size) {
    Dice dice = Dice.of(seed, Purpose.FAMILY, first);
    String name = Names.family(dice);
    int roll = dice.below(100);
    boolean shown = first <= Changes.SHOWCASE && Changes.SHOWCASE < first + size;
    int count = roll < 22 && !shown ? 1 : roll < 86 ? 2 : MOST_GUARDIANS;
    List<Guardian> guardians = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      guardians.add(guardian(first, i, name));
    }
    return new Family(first, size, name, home(first), guardians);
  }

  private Guardian guardian(int family, int ordinal, String name) {
    long index = (long) family * MOST_GUARDIANS + ordinal;
    Dice dice = Dice.of(seed, Purpose.GUARDIAN, index);
    String id = "g-" + Numbers.hex(seed, Purpose.GUARDIAN, index);
    String relation = ordinal < 2 && dice.perMille(950) ? "parent" : "guardian";
    String given = Names.given(dice);
    String last = dice.perMille(750) ? name : Names.family(dice);
    // Phones take the odd numbers; students take the even ones.
    String phone = phone(index * 2 + 1);
    return new Guardian(id, relation, given, last, id + "@home.example", phone);
  }

  /** A telephone number; every index has its own, in an area code that does not exist. */
  public String phone(long index) {
    String digits = Numbers.digits(seed, Purpose.HOME, index, 9);
    return "+1 0"
        + digits.substring(0, 2)
        + " "
        + digits.substring(2, 5)
        + " "
        + digits.substring(5);
  }

  private Home home(int family) {
    Dice dice = Dice.of(seed, Purpose.HOME, family);
    String street = dice.between(1, 9999) + " " + Names.place(dice);
    street += dice.perMille(200) ? " Road, Apt. " + dice.between(1, 40) : " Lane";
    String city = Names.place(Dice.of(seed, Purpose.SCHOOL, -1));
    String zip = Numbers.digits(seed, Purpose.HOME, dice.below(40), 5);
    return new Home(street, city, "XX", zip);
  }
}
