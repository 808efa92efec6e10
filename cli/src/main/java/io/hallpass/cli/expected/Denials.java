package io.hallpass.cli.expected;

import io.hallpass.schemas.Category;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.expected.ExpectedRecord;
import io.hallpass.synthetic.expected.ExpectedRecords;
import io.hallpass.synthetic.folder.DistrictFolder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * What the partner is denied of each student, and since when: a plain model of the opt-out basis,
 * which knows none of the filter's code. The newest word of each holder about a category counts,
 * and a denial of any holder outweighs the others' grants.
 */
public final class Denials {
  private static final List<State> NOTHING_DENIED = List.of(new State(Instant.MIN, Set.of()));

  private final Map<Integer, Book> books = new HashMap<>();

  /**
   * What is denied of a student for a while.
   *
   * @param since from when it may be followed; the first state of a student is older than all time
   * @param denied categories
   */
  public record State(Instant since, Set<Category> denied) {
    public State {
      denied = Set.copyOf(denied);
    }
  }

  /** What one holder said last of one category. */
  private record Word(boolean denies, Instant at) {}

  private static final class Book {
    private final Map<Category, Map<String, Word>> words = new EnumMap<>(Category.class);
    private final List<State> states = new ArrayList<>(NOTHING_DENIED);
  }

  /** Denials as the forms of a district say on its day. */
  public static Denials of(SyntheticDistrict district) {
    Denials denials = new Denials();
    denials.forms(district, student -> true, Instant.MIN);
    return denials;
  }

  /**
   * Some students' forms, as they are on the district's day.
   *
   * @param students whose, by index
   * @param since when the first of them was handed in
   */
  public void forms(SyntheticDistrict district, IntPredicate students, Instant since) {
    ExpectedRecords records = new ExpectedRecords(district);
    for (int student = 0; student < district.indexes(); student++) {
      if (!students.test(student)) {
        continue;
      }
      for (ExpectedRecord record : records.of(student)) {
        if (record.entity().equals(Expectation.CONSENT)) {
          form(student, record.fields(), since);
        }
      }
    }
  }

  private void form(int student, Map<String, Object> form, Instant since) {
    if (List.of("*", DistrictFolder.PARTNER).contains((String) form.get("recipient"))) {
      add(
          student,
          form.get("holderRole") + "/" + form.get("holderName"),
          form.get("decision").equals("DENY"),
          (Collection<?>) form.get("categories"),
          (Instant) form.get("decidedAt"),
          since);
    }
  }

  /**
   * Somebody decides.
   *
   * @param holder who; his later decisions replace this one
   * @param categories names of categories, or {@code *}
   * @param at when, and since when it may be followed
   */
  public void decided(
      int student, String holder, boolean denies, Collection<?> categories, Instant at) {
    add(student, holder, denies, categories, at, at);
  }

  private void add(
      int student,
      String holder,
      boolean denies,
      Collection<?> categories,
      Instant decided,
      Instant since) {
    Book book = books.computeIfAbsent(student, s -> new Book());
    for (Category category : named(categories)) {
      book.words
          .computeIfAbsent(category, c -> new HashMap<>())
          .merge(holder, new Word(denies, decided), Denials::newer);
    }
    Set<Category> denied = EnumSet.noneOf(Category.class);
    book.words.forEach(
        (category, words) -> {
          if (words.values().stream().anyMatch(Word::denies)) {
            denied.add(category);
          }
        });
    State last = book.states.get(book.states.size() - 1);
    if (since.equals(last.since())) {
      book.states.remove(last);
    }
    book.states.add(new State(since, denied));
  }

  private static Collection<Category> named(Collection<?> categories) {
    return categories.contains("*")
        ? EnumSet.allOf(Category.class)
        : categories.stream().map(name -> Category.valueOf(name.toString())).toList();
  }

  private static Word newer(Word old, Word now) {
    boolean replaces = now.at().isAfter(old.at()) || (now.at().equals(old.at()) && now.denies());
    return replaces ? now : old;
  }

  /** Everything that was ever in force, oldest first; never empty. */
  public List<State> states(int student) {
    return Optional.ofNullable(books.get(student))
        .map(b -> List.copyOf(b.states))
        .orElse(NOTHING_DENIED);
  }

  /** What is denied in the end. */
  public Set<Category> denied(int student) {
    List<State> states = states(student);
    return states.get(states.size() - 1).denied();
  }
}
