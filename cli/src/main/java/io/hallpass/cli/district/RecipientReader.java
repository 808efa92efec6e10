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
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.postgresql.Driver;

/** Reads the files of {@code recipients/}. */
final class RecipientReader {
  private static final Pattern LOGIN_IN_URL =
      Pattern.compile("[?&](user|[a-z]*password)=", Pattern.CASE_INSENSITIVE);

  private static final Pattern RESERVED = Pattern.compile("hallpass|information_schema|pg_.*");

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
    url.ifPresent(text -> url(text, entries.get("url")));
    schema.ifPresent(name -> schema(name, entries.get("schema")));
    if (url.isEmpty() || user.isEmpty() || schema.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Recipient.Warehouse(url.get(), user.get(), password, schema.get()));
  }

  /** What stands in the URL would stand in Connect's own topics and answers. */
  private static void url(String url, YamlNode place) {
    if (!url.startsWith("jdbc:postgresql:") || Driver.parseURL(url, new Properties()) == null) {
      place.problem("must be a JDBC URL as jdbc:postgresql://host:5432/warehouse");
    } else if (LOGIN_IN_URL.matcher(url).find()) {
      place.problem("must hold neither a user nor a password; 'user' and 'password' beside it do");
    }
  }

  private static void schema(String name, YamlNode place) {
    if (!name.matches("[a-z_][a-z0-9_]{0,62}")) {
      place.problem("must match [a-z_][a-z0-9_]*");
    } else if (RESERVED.matcher(name).matches()) {
      place.problem("'" + name + "' is Hallpass's or PostgreSQL's own; name another");
    }
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
