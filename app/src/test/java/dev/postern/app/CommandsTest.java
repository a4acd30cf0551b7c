/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands beside {@code serve}: their results, their failures, their exit statuses. */
class CommandsTest {
    @TempDir
    private Path folder;

    private Ran run(String... arguments) {
        return Ran.command(Stream.concat(Stream.of(arguments), Stream.of("--data", folder.toString()))
                .toArray(String[]::new));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("config.json"), text);
    }

    @Test
    void createdKeyIsAllThatStandardOutputHolds() {
        Ran made = run("keys", "create", "app", "--rights", "call,feedback", "--tenant", "acme", "--expires", "30d");
        Ran listed = run("keys", "list");

        assertThat(made.status()).isZero();
        assertThat(made.out()).matches("pst_[0-9A-Za-z]+\\R");
        assertThat(made.err()).contains("of tenant acme; keep what follows, it is not shown again:");
        assertThat(listed.out())
                .startsWith("ID          NAME  TENANT  RIGHTS         CREATED")
                .contains("app   acme    call,feedback")
                .contains("active")
                .doesNotContain(made.out().strip());
    }

    @Test
    void wrongRightsAndTimesAreToldWithWhatIsAllowed() {
        Ran right = run("keys", "create", "app", "--rights", "root");
        Ran time = run("keys", "create", "app", "--rights", "call", "--expires", "soon");

        assertThat(right.status()).isEqualTo(1);
        assertThat(right.err())
                .isEqualToIgnoringNewLines(
                        "postern: --rights: expected call, feedback, logs, payloads or admin, found 'root'");
        assertThat(time.err())
                .isEqualToIgnoringNewLines("postern: --expires: expected a time such as 30d, 12h or 90m, found 'soon'");
    }

    @Test
    void revokingAnUnknownKeySaysWhereIdsAreListed() {
        Ran ran = run("keys", "revoke", "nobody");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .isEqualToIgnoringNewLines(
                        "postern: there is no key with the id 'nobody'; see: postern keys list --data " + folder);
    }

    @Test
    void dataFolderThatIsNotThereIsNotMadeByALook() {
        Path none = folder.resolve("none");

        Ran ran = Ran.command("keys", "list", "--data", none.toString());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .isEqualToIgnoringNewLines(
                        "postern: there is no data folder " + none + "; name the server's with --data");
        assertThat(none).doesNotExist();
    }

    @Test
    void badConfigIsRefusedWithAllItsProblemsAndNotSaved() throws IOException {
        Path bad = file("{\"strategy\": {\"mode\": \"loadbalance\"}, \"targets\": [{\"provider\": \"palm\"},"
                + " {\"provider\": \"anyscale\", \"weight\": \"x\"}], \"retri\": 3}");

        Ran ran = run("configs", "put", "mine", bad.toString());

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .contains("config.targets[0].provider: no provider 'palm'")
                .contains("config.targets[1].weight: expected a number ≥ 0, found \"x\"")
                .contains("config.retri")
                .endsWith("postern: " + bad + " was not saved" + System.lineSeparator());
        assertThat(run("configs", "list").err()).isEqualToIgnoringNewLines("no saved configs");
    }

    @Test
    void savedConfigIsListedShownWithoutItsKeyAndDeleted() throws IOException {
        Path good = file("{\"provider\": \"anyscale\", \"api_key\": \"esecret_canary\", \"retry\": 2}");

        Ran saved = run("configs", "put", "mine", good.toString());
        Ran listed = run("configs", "list");
        Ran shown = run("configs", "show", "mine");
        Ran deleted = run("configs", "delete", "mine");
        Ran gone = run("configs", "show", "mine");

        assertThat(saved.err()).startsWith("saved mine as version 1, id pc-");
        assertThat(listed.out()).contains("mine  everyone  1").contains("command line");
        assertThat(shown.out()).contains("\"api_key\": \"***\"").contains("\"retry\": 2");
        assertThat(saved.err() + saved.out() + listed.out() + shown.out()).doesNotContain("esecret_canary");
        assertThat(deleted.err()).isEqualToIgnoringNewLines("deleted mine");
        assertThat(gone.status()).isEqualTo(1);
        assertThat(gone.err())
                .isEqualToIgnoringNewLines(
                        "postern: there is no config 'mine' of everyone; see: postern configs list --data " + folder);
    }

    @Test
    void storedProviderKeyIsNeverPrintedNorReadableOnDisk() throws IOException {
        Ran stored = Ran.withInput(
                "esecret_canary\n",
                "virtual-keys",
                "put",
                "main",
                "--provider",
                "anyscale",
                "--data",
                folder.toString());
        Ran listed = run("virtual-keys", "list");

        assertThat(stored).isEqualTo(new Ran(0, "", "stored main for provider anyscale" + System.lineSeparator()));
        assertThat(listed.out())
                .contains("main  everyone  anyscale  the provider's")
                .doesNotContain("esecret");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain("esecret_canary"));
        }
        assertThat(run("virtual-keys", "delete", "main").status()).isZero();
        assertThat(run("virtual-keys", "list").err()).isEqualToIgnoringNewLines("no stored provider keys");
    }

    @Test
    void missingSecretSaysHowToGiveIt() {
        Ran ran = run("virtual-keys", "put", "main", "--provider", "anyscale");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .isEqualToIgnoringNewLines("postern: no key on standard input; try: postern virtual-keys put main"
                        + " --provider anyscale --data " + folder + " < file-with-the-key");
    }

    @Test
    void wrongUsageEndsWithTwoAndPointsToTheHelp() {
        Ran unknownOption = Ran.command("serve", "--prot", "1");
        Ran missing = Ran.command("keys");
        Ran unknownCommand = Ran.command("sevre");

        assertThat(unknownOption.status()).isEqualTo(2);
        assertThat(unknownOption.err()).contains("postern: Unknown option").endsWith("see: postern serve --help\n");
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("see: postern keys --help");
        assertThat(unknownCommand.status()).isEqualTo(2);
        assertThat(unknownCommand.err()).contains("sevre").contains("see: postern --help");
    }

    @Test
    void pluginsCommandIsListedAndGetsItsArgumentsAsTheyAre() {
        Ran help = Ran.command("--help");
        Ran echo = Ran.command("echo", "--help", "-x", "@y", "a b");

        assertThat(help.out()).contains("Prints its arguments.").contains("virtual-keys");
        assertThat(echo).isEqualTo(new Ran(7, "[--help, -x, @y, a b]" + System.lineSeparator(), ""));
    }

    @Test
    void brokenCommandOfAPluginFailsInOneLine() {
        Ran ran = Ran.command("throw");

        assertThat(ran)
                .isEqualTo(new Ran(
                        1,
                        "",
                        "postern: unexpected IllegalStateException: the disk is gone; set POSTERN_DEBUG=1 to see where"
                                + System.lineSeparator()));
    }

    @Test
    void versionNamesTheJavaThatRunsIt() {
        Ran ran = Ran.command("version");

        assertThat(ran.out()).isEqualToIgnoringNewLines("Postern unpacked on Java " + Runtime.version());
    }
}
