package io.hallpass.normalize.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.avro.InMemorySchemaIds;
import io.hallpass.runtime.config.References;
import io.hallpass.runtime.settings.CodesSetting;
import io.hallpass.runtime.settings.DistrictSetting;
import io.hallpass.runtime.settings.MappingSetting;
import io.hallpass.runtime.settings.Setting;
import io.hallpass.runtime.settings.SettingCodec;
import io.hallpass.schemas.Catalogue;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What a task finds in its store when it starts. */
final class SettingsBookTest {
  private static final String ROSTER =
      """
      mapping: roster
      resources:
        orgs:
          key: [id]
          emit:
            - entity: org
              id: row.id
              fields: { name: row.name }
      """;

  private final InMemorySchemaIds ids = new InMemorySchemaIds();
  private final KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore("book").get();

  SettingsBookTest() {
    stored(
        new DistrictSetting(
            "everett", ZoneId.of("UTC"), "${env:SECRET}", Set.of(), Set.of(), "roster", true));
    stored(new MappingSetting("roster", "csv", ROSTER, 1));
    stored(new CodesSetting("grade", "from,to\n5,05\n"));
  }

  private void stored(Setting setting) {
    store.put(key(setting.key()), new SettingCodec(ids).encode(setting));
  }

  private static Bytes key(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private SettingsBook book() {
    References secrets = new References(Map.of("SECRET", "0123456789abcdef0123456789abcdef"));
    return new SettingsBook(new Mappings(Catalogue.load()), secrets, store, ids);
  }

  @Test
  void whatWasInForceIsInForceAgain() {
    assertThat(book().mappings()).containsOnlyKeys("roster");
  }

  @Test
  void withOneSettingThatCanNoLongerBeReadNothingIsMapped() {
    store.put(key(CodesSetting.PREFIX + "grade"), new byte[] {1, 2, 3});

    SettingsBook book = book();

    assertThat(book.mappings()).isEmpty();
    assertThat(book.knows("roster")).isFalse();
  }
}
