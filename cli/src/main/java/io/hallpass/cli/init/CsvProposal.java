package io.hallpass.cli.init;

import io.hallpass.runtime.config.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A mapping proposed for CSV files that follow no standard. */
record CsvProposal(Path path, Map<String, List<String>> headers) {
  private static final String MAPPING = "proposed";

  /**
   * Proposes.
   *
   * @throws ConfigException where no file sounds like students
   */
  Plan plan() {
    List<Table> tables = new ArrayList<>();
    headers.forEach(
        (file, header) -> {
          List<Table.Column> columns =
              header.stream()
                  .filter(name -> !name.isBlank())
                  .distinct()
                  .map(name -> new Table.Column(name, ""))
                  .toList();
          String stem = file.replaceFirst("(?i)\\.csv$", "");
          tables.add(new Table(stem, file, columns, List.of()));
        });
    Proposal proposal = new Proposal("files", tables);
    if (!proposal.hasStudents()) {
      List<String> problems = new ArrayList<>();
      problems.add(
          "--from: no file of "
              + path
              + " sounds like students with an id, so no district can be proposed; write a mapping"
              + " as docs/sources shows");
      proposal.notes().forEach(note -> problems.add("--from: " + note));
      throw new ConfigException(problems);
    }
    List<String> hints = new ArrayList<>();
    hints.add(
        "The mapping is a proposal, made of the names of files and columns. Rows whose dates");
    hints.add("are not written 2026-07-01 are rejected: say date(row.x, 'M/d/yyyy') there.");
    return new Plan(
        "CSV files of no standard that is known here",
        "files",
        List.of("kind: csv", "path: " + Plan.quoted(path.toString())),
        MAPPING,
        Map.of(MAPPING, proposal.mapping(MAPPING)),
        hints);
  }
}
