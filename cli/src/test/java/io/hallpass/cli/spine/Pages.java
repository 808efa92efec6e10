package io.hallpass.cli.spine;

import io.hallpass.cli.kafka.ConnectClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that services show over HTTP. */
final class Pages {
  private static final List<String> OF_A_CONNECTOR =
      List.of("", "/status", "/config", "/tasks", "/topics", "/offsets", "/tasks/0/status");

  private Pages() {}

  /** Each page's text by its URL: health and metrics, and Connect's about all connectors. */
  static Map<String, String> of(Services services) {
    Map<String, String> pages = new TreeMap<>();
    for (String service : List.of("normalize", "consent")) {
      add(pages, services.url(service) + "/health");
      add(pages, services.url(service) + "/metrics");
    }
    for (String service : List.of("ingest", "sink")) {
      String connect = services.url(service);
      add(pages, connect + "/connectors?expand=status&expand=info");
      add(pages, connect + "/admin/loggers");
      for (String connector : new ConnectClient(connect).connectors()) {
        OF_A_CONNECTOR.forEach(page -> add(pages, connect + "/connectors/" + connector + page));
      }
    }
    return pages;
  }

  private static void add(Map<String, String> pages, String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    try {
      pages.put(url, HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(url, e);
    }
  }
}
