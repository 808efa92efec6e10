package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.avro.InMemorySchemaIds;
import io.hallpass.schemas.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class TopologyTest {
  private static final Path COMMITTED = Path.of("src/test/resources/topology.txt");

  @Test
  void theTopologyIsTheCommittedOne() throws IOException {
    NormalizeConfig config = NormalizeConfig.of(NormalizeFixture.TOPICS, 4);

    String description =
        NormalizeTopology.of(config, Catalogue.load(), new InMemorySchemaIds())
            .describe()
            .toString();

    if (Boolean.getBoolean("hallpass.docs.write")) {
      Files.writeString(COMMITTED, description);
    }
    assertThat(description)
        .as(
            "if the change is meant, run this test with -Dhallpass.docs.write=true and commit %s",
            COMMITTED)
        .isEqualTo(Files.readString(COMMITTED));
  }
}
