/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class ModuleRulesTest {
    private static final String ENGINE = "dev.postern.engine..";
    private static final String OPENAI = "dev.postern.provider.openai..";
    private static final String ANYSCALE = "dev.postern.provider.anyscale..";
    private static final String SERVER = "dev.postern.server..";
    private static final String SEMANTIC = "dev.postern.plugin.semantic..";
    private static final String MINILM = "dev.postern.plugin.minilm..";
    private static final String TESTKIT = "dev.postern.testkit..";

    /** What every module may use. */
    private static final List<String> GROUND =
            List.of("java..", "org.jspecify..", "com.google.gson..", "dev.postern.api..", "dev.postern.spi..");

    @Test
    void apiKnowsNobodyButGsonAndJspecify() {
        check(List.of("dev.postern.api..", "dev.postern.spi.."), List.of());
    }

    @Test
    void openaiKnowsOnlyTheApi() {
        check(List.of(OPENAI), List.of(OPENAI));
    }

    @Test
    void anyscaleKnowsOnlyTheApiAndOpenai() {
        check(List.of(ANYSCALE), List.of(ANYSCALE, OPENAI));
    }

    @Test
    void testkitKnowsOnlyTheApiAndTheTestLibraries() {
        check(List.of(TESTKIT), List.of(TESTKIT, "org.junit.jupiter.api..", "org.assertj.core.."));
    }

    @Test
    void serverKnowsOnlyTheApiAndItsLibraries() {
        check(
                List.of(SERVER),
                List.of(
                        SERVER,
                        "javax.crypto..",
                        "org.eclipse.jetty..",
                        "io.prometheus..",
                        "org.sqlite..",
                        "org.slf4j.."));
    }

    @Test
    void httpKnowsNothingOfTheStores() {
        noClasses()
                .that()
                .resideInAPackage("dev.postern.server.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.postern.server.admin..", "java.sql..", "org.sqlite..")
                .check(House.CLASSES);
    }

    @Test
    void packagesOfTheServerFormNoCycle() {
        slices().matching("dev.postern.server.(*)..").should().beFreeOfCycles().check(House.CLASSES);
    }

    @Test
    void partsOfTheServerDoNotKnowWhatPutsThemTogether() {
        noClasses()
                .that()
                .resideInAPackage("dev.postern.server.*..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("dev\\.postern\\.server\\.GatewayServer(\\$.*)?")
                .check(House.CLASSES);
    }

    @Test
    void semanticCacheKnowsOnlyTheApi() {
        check(List.of(SEMANTIC), List.of(SEMANTIC, "org.slf4j.."));
    }

    @Test
    void minilmKnowsOnlyTheApiAndItsLibraries() {
        check(List.of(MINILM), List.of(MINILM, "ai.onnxruntime..", "ai.djl..", "org.slf4j.."));
    }

    @Test
    void engineKnowsOnlyTheApiAndItsLibraries() {
        check(
                List.of(ENGINE),
                List.of(
                        ENGINE,
                        "javax.net.ssl..",
                        "com.google.common..",
                        "com.github.benmanes.caffeine..",
                        "org.apache.hc..",
                        "org.slf4j.."));
    }

    @Test
    void nobodyKnowsTheEngine() {
        noClasses()
                .that(not(resideInAnyPackage(ENGINE)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ENGINE)
                .check(House.CLASSES);
    }

    @Test
    void onlyProgramsAndTestsDependOnTheEnginesJar() throws IOException {
        for (Pom pom : Pom.all()) {
            if (pom.dependencies().contains("gateway-engine")) {
                assertThat(pom.folder()).matches("benchmarks|examples/.+|app");
            }
        }
    }

    @Test
    void pluginsDependOnTheJarOfTheApiOnly() throws IOException {
        for (Pom pom : Pom.all()) {
            List<String> ours = new ArrayList<>(pom.dependencies());
            ours.retainAll(Pom.artifacts());

            if (pom.folder().equals("gateway-api")) {
                assertThat(ours).isEmpty();
            } else if (pom.folder().equals("providers/anyscale")) {
                assertThat(ours).containsExactlyInAnyOrder("gateway-api", "provider-openai");
            } else if (pom.folder()
                    .matches(
                            "gateway-engine|gateway-testkit|gateway-server|providers/.+|plugins/.+|examples/.+-plugin")) {
                assertThat(ours).as(pom.folder()).containsExactly("gateway-api");
            }
        }
    }

    private static void check(List<String> packages, List<String> others) {
        List<String> allowed = new ArrayList<>(GROUND);
        allowed.addAll(others);
        ArchRule rule = classes()
                .that()
                .resideInAnyPackage(packages.toArray(String[]::new))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)));
        rule.check(House.CLASSES);
    }
}
