package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Forms come, change, go and get another child's number, in random order; what is said of each
 * child is what a model of a few lines makes of it.
 */
final class GoneRowsScheduleTest {
  private static final List<String> DECISIONS = List.of("GRANT", "DENY", "REVOKE", "perhaps");
  private static final int CHILDREN = 3;
  private static final int FORMS = 4;

  /** A form as it was read last. */
  private record Form(int child, String decision, boolean present) {
    boolean withholds() {
      return !decision.equals("GRANT");
    }

    String line() {
      return "child " + child + ": " + (decision.equals("perhaps") ? "DENY" : decision);
    }
  }

  private final Map<Integer, Form> forms = new TreeMap<>();
  private final List<String> parted = new ArrayList<>();
  private final List<String> trace = new ArrayList<>();
  private NormalizeFixture district;
  private Map<String, String> children;
  private Random random;
  private long position;
  private long version;

  @Test
  void whatWithholdsStaysWithItsChildHoweverItsRowGoes(@TempDir Path dir) {
    long chosen = Long.getLong("hallpass.gone.seed", -1);
    for (long seed = 0; seed < 16; seed++) {
      if (chosen < 0 || chosen == seed) {
        run(seed, dir.resolve("s" + seed));
      }
    }
  }

  private void run(long seed, Path dir) {
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    forms.clear();
    parted.clear();
    trace.clear();
    position = 1;
    version = 1;
    try (NormalizeFixture fixture = new NormalizeFixture(dir).applied()) {
      district = fixture;
      children = children();
      for (int step = 0; step < 25; step++) {
        step();
        assertThat(said()).as("-Dhallpass.gone.seed=%d%n%s", seed, trace).isEqualTo(expected());
      }
    }
  }

  /** The names of the children by the ids of the students. */
  private Map<String, String> children() {
    Map<String, String> names = new HashMap<>();
    for (int child = 0; child < CHILDREN; child++) {
      district.user("u" + child, "student", "child " + child, "s-" + child, 1);
    }
    district.records.forEach(
        (key, value) -> {
          if (key.contains("/student/")) {
            names.put(key.substring(0, 36), value.get("givenName").toString());
          }
        });
    return names;
  }

  private List<String> said() {
    List<String> said = new ArrayList<>();
    district.consents.forEach(
        (key, value) -> {
          if (key.contains("/consent/")) {
            said.add(children.get(key.substring(0, 36)) + ": " + value.get("decision"));
          }
        });
    return said.stream().sorted().toList();
  }

  private List<String> expected() {
    List<String> all = new ArrayList<>(parted);
    forms.values().forEach(form -> all.add(form.line()));
    return all.stream().sorted().toList();
  }

  private void step() {
    position++;
    switch (random.nextInt(8)) {
      case 0 -> {
        int no = random.nextInt(FORMS);
        trace.add("delete " + no);
        district.row("forms", "forms", "{\"no\":\"" + no + "\"}", null, position);
        gone(no);
      }
      case 1 -> {
        trace.add("a set without any");
        district.complete("forms", "forms", position);
        allGone();
      }
      case 2 -> {
        trace.add("no resource for a while");
        mapped(NormalizeFixture.FORMS.replace("  forms:", "  letters:"));
        allGone();
        mapped(NormalizeFixture.FORMS);
      }
      case 3 -> {
        trace.add("mapped again");
        mapped(NormalizeFixture.FORMS);
      }
      default -> comes();
    }
  }

  private void mapped(String yaml) {
    district.mapping("forms", "csv", yaml, ++version);
    district.pass();
  }

  private void comes() {
    int no = random.nextInt(FORMS);
    int child = random.nextInt(CHILDREN);
    String decision = DECISIONS.get(random.nextInt(DECISIONS.size()));
    trace.add("form " + no + " of child " + child + ": " + decision);
    district.datedForm("" + no, "s-" + child, decision, "2026-03-01T00:00:00Z", position);
    Form before = forms.put(no, new Form(child, decision, true));
    if (before != null && !before.present() && before.child() != child) {
      parted.add(before.line());
    }
  }

  private void allGone() {
    List.copyOf(forms.keySet()).forEach(this::gone);
  }

  private void gone(int no) {
    forms.computeIfPresent(
        no,
        (key, form) -> form.withholds() ? new Form(form.child(), form.decision(), false) : null);
  }
}
