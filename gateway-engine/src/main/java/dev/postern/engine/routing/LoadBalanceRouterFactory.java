/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import com.google.gson.JsonObject;
import dev.postern.engine.config.Problems;
import dev.postern.spi.Key;
import dev.postern.spi.Router;
import dev.postern.spi.RouterFactory;
import dev.postern.spi.Settings;
import dev.postern.spi.StageContext;
import dev.postern.spi.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes {@code "mode": "loadbalance"}. */
public final class LoadBalanceRouterFactory implements RouterFactory {
    private static final Key<JsonObject> STICKY = Key.object("sticky");

    @Override
    public String id() {
        return "loadbalance";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(STICKY);
    }

    @Override
    public Router create(StageContext context, List<Target> targets) {
        Problems problems = new Problems();
        if (targets.stream().allMatch(target -> target.weight() == 0)) {
            problems.add(context.path() + ".targets", "expected a weight above 0, found only 0");
        }
        StickyReader.Sticky sticky = sticky(context.path() + ".strategy.sticky", context.settings(), problems);
        problems.throwIfAny();
        Router drawn = new LoadBalanceRouter(targets, context.random());
        return sticky == null ? drawn : new StickyRouter(targets, sticky.fields(), sticky.ttl(), context.time(), drawn);
    }

    private static StickyReader.@Nullable Sticky sticky(String path, Settings settings, Problems problems) {
        return settings.find(STICKY)
                .map(object -> StickyReader.read(path, object, problems))
                .orElse(null);
    }
}
