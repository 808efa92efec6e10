package io.hallpass.cli.apply;

import io.hallpass.cli.kafka.ConnectClient;
import io.hallpass.runtime.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes, changes and removes source connectors. Each removal can be broken off anywhere and is then
 * ended by the next one.
 */
final class SourceConnectors {
  private final ConnectClient connect;
  private final Leavings leavings;

  SourceConnectors(ConnectClient connect, Leavings leavings) {
    this.connect = connect;
    this.leavings = leavings;
  }

  /**
   * Ends removals that broke off, of sources that are about to be made again. Their rows are taken
   * back, so one that remembered what it read would never send them again.
   *
   * @return what somebody has to do in vendors' databases, a line each
   * @throws ConfigException where Kafka Connect does not forget; that connector is left stopped
   */
  List<String> clear(Set<String> names) {
    List<String> problems = new ArrayList<>();
    List<String> undone = new ArrayList<>();
    for (String name : names) {
      connect.stop(name);
      if (connect.forget(name)) {
        undone.addAll(delete(name));
      } else {
        problems.add(
            name
                + ": it was being removed and its rows were taken back, and Kafka Connect refuses to"
                + " forget what it read, its log says why: mostly a secret that it cannot resolve."
                + " Mend that and apply again, or give the source another name");
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return undone;
  }

  /** Makes the rest so; what could not be done and somebody has to do, a line each. */
  List<String> make(Sources sources) {
    sources.changed().forEach(connect::put);
    sources.stopped().forEach(connect::resume);
    List<String> undone = new ArrayList<>();
    for (String name : sources.gone()) {
      connect.stop(name);
      if (!connect.forget(name)) {
        undone.add(
            name
                + ": Kafka Connect refused to forget what it read, its log says why. A source of this"
                + " name would go on from there and not read everything: give the next one another"
                + " name");
      }
      undone.addAll(delete(name));
    }
    Set<String> others = new TreeSet<>(leavings.removable().keySet());
    others.removeAll(sources.gone());
    others.removeAll(sources.anew());
    others.forEach(name -> leavings.remove(name).ifPresent(undone::add));
    return undone;
  }

  /** A slot can go once nobody reads from it, and only the connector's configuration says where. */
  private List<String> delete(String name) {
    List<String> undone = leavings.remove(name).stream().toList();
    connect.delete(name);
    return undone;
  }
}
