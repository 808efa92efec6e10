package io.hallpass.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keeps the rooms and the direction in which they know each other. */
final class RoomsTest {
  private static final String[] SERVICES = {
    "io.hallpass.ingest..", "io.hallpass.normalize..", "io.hallpass.consent..", "io.hallpass.sink.."
  };
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.hallpass");

  @ParameterizedTest
  @CsvSource({
    "io.hallpass.ingest.., io.hallpass.normalize.., io.hallpass.consent.., io.hallpass.sink..",
    "io.hallpass.normalize.., io.hallpass.ingest.., io.hallpass.consent.., io.hallpass.sink..",
    "io.hallpass.consent.., io.hallpass.ingest.., io.hallpass.normalize.., io.hallpass.sink..",
    "io.hallpass.sink.., io.hallpass.ingest.., io.hallpass.normalize.., io.hallpass.consent.."
  })
  void servicesMeetInTopicsOnly(String service, String first, String second, String third) {
    noClasses()
        .that()
        .resideInAPackage(service)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(first, second, third)
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "io.hallpass.schemas..",
    "io.hallpass.runtime..",
    "io.hallpass.local..",
    "io.hallpass.synthetic.."
  })
  void whatServicesStandOnKnowsNoService(String room) {
    noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SERVICES)
        .check(CLASSES);
  }

  @Test
  void nothingButTheCommandLineKnowsTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.hallpass.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.hallpass.cli..")
        .check(CLASSES);
  }

  @Test
  void schemasKnowNothingElseOfOurs() {
    noClasses()
        .that()
        .resideInAPackage("io.hallpass.schemas..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.hallpass.runtime..", "org.apache.kafka..")
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "io.hallpass.normalize.identity..",
    "io.hallpass.ingest.intake..",
    "io.hallpass.normalize.mapping..",
    "io.hallpass.consent.decision..",
    "io.hallpass.consent.mask.."
  })
  void pureDecisionsKnowNoKafkaNoLoggerAndNoClock(String pure) {
    noClasses()
        .that()
        .resideInAPackage(pure)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "org.slf4j..", "java.sql..", "java.net..")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.LocalDate.class, "now")
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.hallpass.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }
}
