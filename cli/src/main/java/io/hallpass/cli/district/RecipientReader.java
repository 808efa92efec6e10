package io.hallpass.cli.district;

import io.hallpass.cli.source.Folder;
import io.hallpass.cli.source.SourceReader;
import io.hallpass.runtime.config.Problems;
import io.hallpass.runtime.config.YamlNode;
import io.hallpass.runtime.settings.Agreement;
import io.hallpass.runtime.settings.Basis;
import io.hallpass.runtime.topics.Names;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the files of {@code recipients/}. */
final class RecipientReader {
  private final Folder folder;
  private final Problems problems;

  RecipientReader(Folder folder) {
    this.folder = folder;
    this.problems = folder.problems();
  }

  List<Recipient> readAll() {
    List<Recipient> recipients = new ArrayList<>();
    for (Path file : folder.files("recipients", ".yaml")) {
      String fileName = folder.name(file);
      String name = Folder.stem(file);
      if (!Names.valid(name)) {
        problems.add(fileName, 0, "", "a recipient's name must match " + Names.FORM);
        continue;
      }
      folder
          .text(file)
          .flatMap(yaml -> YamlNode.read(fileName, yaml, problems))
          .map(root -> recipient(name, root))
          .ifPresent(recipients::add);
    }
    return recipients;
  }

  private Recipient recipient(String name, YamlNode root) {
    Map<String, YamlNode> entries = root.entries(Set.of("agreements"), Set.of("warehouse"));
    List<Agreement> agreements = new ArrayList<>();
    if (entries.containsKey("agreements")) {
      for (YamlNode node : entries.get("agreements").elements()) {
        agreement(name, node).ifPresent(agreements::add);
      }
    }
    return new Recipient(
        name, Optional.ofNullable(entries.get("warehouse")).flatMap(this::warehouse), agreements);
  }

  private Optional<Recipient.Warehouse> warehouse(YamlNode node) {
    Map<String, YamlNode> entries =
        node.entries(Set.of("url", "user", "schema"), Set.of("password"));
    Optional<String> url = text(entries, "url");
    Optional<String> user = text(entries, "user");
    Optional<String> schema = text(entries, "schema");
    Optional<String> password = SourceReader.secret(entries, "password");
    if (url.isPresent() && !url.get().startsWith("jdbc:postgresql:")) {
      entries.get("url").problem("must be a JDBC URL as jdbc:postgresql://host:5432/warehouse");
    }
    if (schema.isPresent() && !schema.get().matches("[a-z_][a-z0-9_]{0,62}")) {
      entries.get("schema").problem("must match [a-z_][a-z0-9_]*");
    }
    if (url.isEmpty() || user.isEmpty() || schema.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Recipient.Warehouse(url.get(), user.get(), password, schema.get()));
  }

  private Optional<Agreement> agreement(String recipient, YamlNode node) {
    Map<String, YamlNode> entries =
        node.entries(
            Set.of("id", "purpose", "basis", "categories", "validFrom"),
            Set.of("fields", "optOutAllowed", "validUntil", "deleteBy"));
    Optional<String> id = text(entries, "id");
    Optional<String> purpose = text(entries, "purpose");
    Optional<Basis> basis =
        Optional.ofNullable(entries.get("basis")).flatMap(n -> n.oneOf(Basis.class));
    Optional<LocalDate> from = date(entries, "validFrom");
    Optional<LocalDate> until = date(entries, "validUntil");
    boolean optOut =
        Optional.ofNullable(entries.get("optOutAllowed")).flatMap(YamlNode::bool).orElse(false);
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      entries
          .get("validUntil")
          .problem("must be after validFrom; it is the first day that is no longer valid");
    }
    if (id.isPresent() && !Names.valid(id.get())) {
      entries.get("id").problem("must match " + Names.FORM);
    }
    if (id.isEmpty() || purpose.isEmpty() || basis.isEmpty() || from.isEmpty()) {
      return Optional.empty();
    }
    Set<String> categories = texts(entries, "categories");
    Set<String> fields = texts(entries, "fields");
    Optional<LocalDate> deleteBy = date(entries, "deleteBy");
    return Optional.of(
        new Agreement(
            id.get(),
            recipient,
            purpose.get(),
            basis.get(),
            categories,
            fields,
            optOut,
            from.get(),
            until,
            deleteBy));
  }

  private static Set<String> texts(Map<String, YamlNode> entries, String key) {
    return entries.containsKey(key) ? entries.get(key).texts() : Set.of();
  }

  private static Optional<LocalDate> date(Map<String, YamlNode> entries, String key) {
    return Optional.ofNullable(entries.get(key)).flatMap(YamlNode::date);
  }

  private static Optional<String> text(Map<String, YamlNode> entries, String key) {
    return Optional.ofNullable(entries.get(key)).flatMap(YamlNode::text);
  }
}
