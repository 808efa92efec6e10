package io.hallpass.ingest.connect;

import io.hallpass.runtime.config.ConfigException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** What all source connectors share: one task, exactly once, and every problem at once. */
public abstract class HallpassSourceConnector extends SourceConnector {
  private Map<String, String> given = Map.of();

  /**
   * Reads the whole configuration.
   *
   * @throws ConfigException with every problem
   */
  protected abstract void check(Map<String, String> config);

  /** The key to which problems belong that only {@link #check} sees. */
  protected abstract String mainKey();

  @Override
  public final String version() {
    return Versions.own();
  }

  @Override
  public final Config validate(Map<String, String> config) {
    Config validated = FrameworkKeys.refuseUnknown(super.validate(config), config(), config);
    boolean right =
        validated.configValues().stream().allMatch(value -> value.errorMessages().isEmpty());
    if (right) {
      try {
        check(config);
      } catch (ConfigException e) {
        ConfigValue main =
            validated.configValues().stream()
                .filter(value -> value.name().equals(mainKey()))
                .findFirst()
                .orElseThrow();
        e.problems().forEach(main::addErrorMessage);
      }
    }
    return validated;
  }

  @Override
  public final void start(Map<String, String> config) {
    try {
      check(config);
    } catch (ConfigException e) {
      throw new ConnectException(e.getMessage());
    }
    given = Map.copyOf(config);
  }

  /**
   * The configuration as it was given: Connect then keeps references to secrets as references and
   * does not store what they stand for.
   */
  @Override
  public final List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(given);
  }

  @Override
  public final void stop() {
    // A connector holds nothing; its task does.
  }

  @Override
  public final ExactlyOnceSupport exactlyOnceSupport(Map<String, String> config) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public final boolean alterOffsets(
      Map<String, String> config, Map<Map<String, ?>, Map<String, ?>> offsets) {
    return true;
  }
}
