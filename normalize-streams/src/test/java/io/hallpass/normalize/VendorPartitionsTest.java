package io.hallpass.normalize;

import io.hallpass.local.LocalStack;
import io.hallpass.local.LocalStackConfig;
import io.hallpass.runtime.settings.DistrictSetting;
import io.hallpass.runtime.settings.MappingSetting;
import io.hallpass.runtime.settings.Setting;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vendor's own topic on a real broker: its partitions know nothing of each other. */
final class VendorPartitionsTest {
  private static final long NOW = System.currentTimeMillis();
  private static LocalStack stack;

  @TempDir Path dir;

  @BeforeAll
  static void start(@TempDir Path data) {
    stack =
        LocalStack.start(
            LocalStackConfig.in(data).onlyKafka().withStartTimeout(RunningDistrict.PATIENCE));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private RunningDistrict district(String name) {
    return new RunningDistrict(name, stack.endpoints().bootstrapServers(), dir);
  }

  private static Setting[] settings(String name) {
    return new Setting[] {
      new DistrictSetting(
          name, ZoneId.of("UTC"), "${env:SECRET}", Set.of(), Set.of(), "roster", true),
      new MappingSetting("roster", "kafka-topic", NormalizeFixture.ROSTER, 1),
      new MappingSetting("vendor", "kafka-topic", NormalizeFixture.SIS, 1)
    };
  }

  private static void incident(
      RunningDistrict district, int partition, long millis, String no, String day) {
    String json = "{\"no\":\"%s\",\"state\":\"s-1\",\"day\":\"%s\"}".formatted(no, day);
    district.publish("vendor", "incident", partition, millis, json);
  }

  private static void student(RunningDistrict district) {
    String json = "{\"id\":\"u1\",\"role\":\"student\",\"given\":\"Ada\",\"state\":\"s-1\"}";
    district.publish("roster", "users", 0, NOW, json);
  }

  private static boolean isOn(List<GenericRecord> incidents, String day) {
    return incidents.stream()
        .anyMatch(r -> r.get("incidentDate").equals((int) LocalDate.parse(day).toEpochDay()));
  }

  @Test
  void aRowThatTurnsUpInAnotherPartitionIsNotTakenForAnOlderOne() {
    try (RunningDistrict district = district("north")) {
      district.apply(settings("north"));
      student(district);
      for (int i = 0; i < 5; i++) {
        incident(district, 0, NOW, "other" + i, "2026-08-01");
      }
      incident(district, 0, NOW + 1, "i1", "2026-09-01");
      district.await(
          "discipline-incident", "the first partition is read", all -> isOn(all, "2026-09-01"));

      incident(district, 1, NOW + 2, "i1", "2026-09-02");

      district.await(
          "discipline-incident",
          "the second partition's update is taken",
          all -> all.size() == 6 && isOn(all, "2026-09-02") && !isOn(all, "2026-09-01"));
    }
  }

  @Test
  void recordsThatWaitForTheirMappingSurviveARestart() {
    try (RunningDistrict district = district("south")) {
      incident(district, 0, NOW, "i1", "2026-09-01");
      incident(district, 0, NOW, "i2", "2026-09-01");
      incident(district, 1, NOW, "i3", "2026-09-01");
      district.awaitTaken("vendor", "incident");
      district.restart();
      incident(district, 0, NOW, "i1", "2026-09-02");
      district.awaitTaken("vendor", "incident");

      district.apply(settings("south"));
      student(district);

      district.await(
          "discipline-incident",
          "all that waited is taken, in its order",
          all -> all.size() == 3 && isOn(all, "2026-09-02"));
    }
  }
}
