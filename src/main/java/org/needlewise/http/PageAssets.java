package org.needlewise.http;

import java.util.List;

/**
 * What the pages of a room load: what all pages do, and the room's own style sheet and script,
 * which lie in its folder.
 */
public record PageAssets(Asset theme, Asset style, Asset htmx, Asset script) {
  /**
   * @param name the room's: {@code rules}
   */
  public static PageAssets of(String name, String folder) {
    return new PageAssets(
        Asset.THEME,
        new Asset(name + ".css", Asset.STYLE, folder + name + ".css"),
        Asset.HTMX,
        new Asset(name + ".js", Asset.SCRIPT, folder + name + ".js"));
  }

  /** Of those that are of this room alone; the service has the others. */
  public List<Route> routes() {
    return List.of(style.route(), script.route());
  }
}
