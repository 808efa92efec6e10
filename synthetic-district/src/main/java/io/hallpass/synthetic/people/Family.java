package io.hallpass.synthetic.people;

import java.util.List;

/**
 * Siblings and those who answer for them.
 *
 * @param first index of the first child; it also names the family
 * @param children how many, with neighbouring indexes
 * @param name the children's family name
 * @param home where they live
 * @param guardians one to three
 */
public record Family(int first, int children, String name, Home home, List<Guardian> guardians) {
  public Family {
    guardians = List.copyOf(guardians);
  }
}
