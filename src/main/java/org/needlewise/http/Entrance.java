package org.needlewise.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.needlewise.page.Page;

/**
 * Where a person gives the token, once: a browser cannot bear it. From then on a cookie stands for
 * it.
 *
 * @param theme the address of the style sheet
 * @param wrong whether another one was given
 */
public record Entrance(String theme, boolean wrong) {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String TOKEN = "token";

  /** A page that was asked for without a token. */
  static final Answer ELSEWHERE = Answer.empty(303).with("Location", Gate.ENTER);

  static List<Route> routes(Gate gate) {
    return List.of(
        Route.get(Gate.ENTER, Route.HTML, call -> page(false)),
        Route.post(Gate.ENTER, Route.HTML, Lane.SHORT, call -> enter(call, gate)).taking(FORM));
  }

  private static Answer enter(Call call, Gate gate) {
    String form = new String(call.body(), StandardCharsets.UTF_8);
    String token = Query.read(form, Set.of(TOKEN)).getOrDefault(TOKEN, "");
    return gate.isToken(token)
        ? Answer.empty(303).with("Location", "/").with("Set-Cookie", gate.cookie())
        : page(true).as(401);
  }

  private static Answer page(boolean wrong) {
    return Answer.html(Page.html("http/enter.jte", new Entrance(Asset.THEME.url(), wrong)));
  }
}
