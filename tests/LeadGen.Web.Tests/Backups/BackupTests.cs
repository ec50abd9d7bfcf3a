using System.IO.Compression;
using System.Net;
using System.Text.Json;
using LeadGen.Testing;
using LeadGen.Web.Access;
using LeadGen.Web.Backups;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Tests.Mail;
using LeadGen.Web.Tests.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Backups;

/// <summary>What was backed up comes back to the last row and byte, or nothing is changed; and what comes back sends nothing by itself.</summary>
public sealed class BackupTests(BackedUpApp source, PostgresServer server) : IClassFixture<BackedUpApp>
{
    [Fact]
    public async Task A_backup_is_whole_and_holds_the_files_that_are_whole()
    {
        SkipWithoutTools();
        Assert.Equal(
            [BackupManifest.Dump, BackedUpApp.Upload, BackedUpApp.Picture, source.Import],
            source.Manifest.Entries.Select(entry => entry.Name)
        );
        await using var backup = await BackupFile.OpenAsync(source.File, null, Cancel);
        Assert.Equal(source.Manifest.At, backup.Manifest.At);
        Assert.False(File.Exists(source.File + ".part"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(source.File));
        }
    }

    [Fact]
    public async Task It_comes_back_to_the_last_row_and_sends_nothing_until_an_administrator_lets_it()
    {
        SkipWithoutTools();
        var empty = await server.CreateEmptyDatabaseAsync();
        var data = source.In("restored");
        try
        {
            var run = await CommandRun.OfAsync(empty, ["restore", source.File], "", ("LeadGen__DataDirectory", data));

            Assert.True(run.ExitCode == 0, run.Errors);
            var tables = await TableDigests.AllDigestsAsync(empty);
            Assert.Equal(
                ["audit_entries", "settings"],
                source.Tables.Where(table => tables[table.Key] != table.Value).Select(table => table.Key).Order()
            );
            Assert.Equal(source.Tables.Count, tables.Count);
            Assert.Equal("a paper", await File.ReadAllTextAsync(Path.Combine(data, BackedUpApp.Upload), Cancel));
            Assert.Equal("a picture", await File.ReadAllTextAsync(Path.Combine(data, BackedUpApp.Picture), Cancel));
            Assert.Equal(
                "email\nzoe@import.example\n",
                await File.ReadAllTextAsync(Path.Combine(data, source.Import), Cancel)
            );
            Assert.Equal(3, Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Count());
            await IsHeldAsync(empty);
        }
        finally
        {
            await server.DropDatabaseAsync(empty);
        }
    }

    [Fact]
    public async Task What_is_cut_off_damaged_or_something_else_is_refused()
    {
        SkipWithoutTools();
        var whole = await File.ReadAllBytesAsync(source.File, Cancel);
        await IsRefusedAsync(whole[..^1], "its end is missing");
        await IsRefusedAsync(whole[..(whole.Length / 2)], "its end is missing");
        await IsRefusedAsync([], "is no backup");
        await IsRefusedAsync("PGDMP"u8.ToArray(), "is no backup");
        byte[] flipped = [.. whole];
        flipped[2000] ^= 1;
        await IsRefusedAsync(flipped, "is damaged: database.dump");

        using var other = new MemoryStream();
        using (var zip = new ZipArchive(other, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("leads.csv");
        }

        await IsRefusedAsync(other.ToArray(), "is no backup");
        await IsRefusedAsync(
            await ChangedAsync(manifest => manifest with { Format = BackupManifest.OurFormat + 1 }),
            "newer LeadGen"
        );
        await IsRefusedAsync(
            await ChangedAsync(manifest =>
                manifest with
                {
                    Entries = [.. manifest.Entries, new BackupEntry("files/../../etc/cron.d/x", 0, "")],
                }
            ),
            "is damaged"
        );
    }

    [Fact]
    public async Task It_is_not_restored_over_what_is_there_nor_under_an_app_that_runs_nor_from_a_newer_schema()
    {
        SkipWithoutTools();
        await using var scope = source.App.Services.CreateAsyncScope();
        var restore = scope.ServiceProvider.GetRequiredService<Restore>();
        await using var backup = await BackupFile.OpenAsync(source.File, null, Cancel);
        Task<BackupException> RefusedAsync(BackupFile file, bool force) =>
            Assert.ThrowsAsync<BackupException>(() => restore.CheckAsync(file, force, Cancel));

        Assert.Contains("--force", (await RefusedAsync(backup, force: false)).Message, StringComparison.Ordinal);
        Assert.Contains("Stop the app", (await RefusedAsync(backup, force: true)).Message, StringComparison.Ordinal);
        var path = source.In("newer.backup");
        await File.WriteAllBytesAsync(
            path,
            await ChangedAsync(manifest =>
                manifest with
                {
                    Migrations = [.. manifest.Migrations, "20990101000000_Later"],
                }
            ),
            Cancel
        );
        await using var newer = await BackupFile.OpenAsync(path, null, Cancel);
        Assert.Contains("newer LeadGen", (await RefusedAsync(newer, force: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_that_fails_on_its_way_leaves_everything_as_it_was()
    {
        SkipWithoutTools();
        await using var old = await WebApp.StartAsync(server, ("LeadGen:DataDirectory", source.In("old")));
        await old.LeadAsync(email: "here@before.example");
        await old.ScoredAsync();
        var before = await TableDigests.AllDigestsAsync(old.ConnectionString);
        var path = source.In("failing.backup");
        await File.WriteAllBytesAsync(path, await ChangedAsync(manifest => manifest, cutsDump: true), Cancel);
        await using var failing = await BackupFile.OpenAsync(path, null, Cancel);
        await using var scope = old.Services.CreateAsyncScope();
        var restore = scope.ServiceProvider.GetRequiredService<Restore>();

        var failure = await Assert.ThrowsAsync<BackupException>(() => restore.RunAsync(failing, null, Cancel));

        Assert.StartsWith("pg_restore", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, await TableDigests.AllDigestsAsync(old.ConnectionString));
        Assert.False(File.Exists(source.In("old/" + BackedUpApp.Upload)));
        Assert.Empty(Directory.EnumerateDirectories(source.In("old"), "restore-*"));
    }

    /// <summary>Another app on the restored database.</summary>
    private async Task IsHeldAsync(string connectionString)
    {
        await using var smtp = new ScriptedSmtp();
        await using var app = await WebApp.StartAsync(
            server,
            [.. smtp.Settings, ("ConnectionStrings:LeadGen", connectionString)]
        );
        var admin = await app.SignedInAsync(Roles.Admin);
        var young = await app.MailAsync("late@example.com");

        await app.Road().DrainAsync(Cancel);
        Assert.Equal(0, await app.WebhookRoad().StartAsync(Cancel));
        Assert.Empty(smtp.Taken);
        var page = await admin.OpenAsync("/admin/settings");
        Assert.Contains("no mail goes out", page.QuerySelector("#held").Reads(), StringComparison.Ordinal);
        var rep = await app.SignedInAsync(Roles.SalesRep);
        Assert.Contains(
            "An administrator",
            (await rep.OpenAsync("/queue")).QuerySelector("#held").Reads(),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.Forbidden, (await rep.GetAsync("/admin/outgoing", Cancel)).StatusCode);

        page = await admin.OpenAsync("/admin/outgoing");
        Assert.Contains("1 mail and ", page.QuerySelector("main").Reads(), StringComparison.Ordinal);
        var odd = await admin.SubmitAsync("/admin/outgoing", null, ("old", "both"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, odd.StatusCode);
        var released = await admin.SubmitAsync("/admin/outgoing", null, ("old", "aside"));
        page = await admin.FollowAsync(released);
        Assert.StartsWith("Released.", page.Flash(), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#held"));

        await app.Road().DrainAsync(Cancel);
        Assert.Equal("late@example.com", Assert.Single(smtp.Taken).To);
        Assert.Equal(MailState.Sent, (await app.MailNowAsync(young)).State);
        Assert.Equal(1, await app.DbAsync(db => db.Mails.CountAsync(mail => mail.State == MailState.Parked, Cancel)));
        Assert.Equal(0, await app.WebhookRoad().StartAsync(Cancel));
        Assert.Equal(
            1,
            await app.DbAsync(db =>
                db.Set<AuditEntry>()
                    .CountAsync(told => told.ObjectId == OutgoingHold.Key && told.Action == AuditAction.Removed, Cancel)
            )
        );
    }

    private async Task IsRefusedAsync(byte[] content, string why)
    {
        var path = source.In("spoilt.backup");
        await File.WriteAllBytesAsync(path, content, Cancel);
        var refused = await Assert.ThrowsAsync<BackupException>(() => BackupFile.OpenAsync(path, null, Cancel));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The backup with another manifest.</summary>
    /// <param name="cutsDump">And with the half of its dump, of which the manifest says that it is all.</param>
    private async Task<byte[]> ChangedAsync(Func<BackupManifest, BackupManifest> change, bool cutsDump = false)
    {
        using var copy = new MemoryStream();
        copy.Write(await File.ReadAllBytesAsync(source.File, Cancel));
        using (var zip = new ZipArchive(copy, ZipArchiveMode.Update, leaveOpen: true))
        {
            var manifest = change(source.Manifest);
            if (cutsDump)
            {
                var entry = zip.GetEntry(BackupManifest.Dump)!;
                var half = new byte[entry.Length * 9 / 10];
                await using (var dump = entry.Open())
                {
                    await dump.ReadExactlyAsync(half, Cancel);
                }

                entry.Delete();
                await using (var dump = zip.CreateEntry(BackupManifest.Dump).Open())
                {
                    await dump.WriteAsync(half, Cancel);
                }

                var sha = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(half));
                manifest = manifest with
                {
                    Entries = [new(BackupManifest.Dump, half.Length, sha), .. manifest.Entries.Skip(1)],
                };
            }

            zip.GetEntry(BackupManifest.Name)!.Delete();
            await using var stream = zip.CreateEntry(BackupManifest.Name).Open();
            await JsonSerializer.SerializeAsync(stream, manifest, BackupManifest.Json, Cancel);
        }

        return copy.ToArray();
    }

    private void SkipWithoutTools() => Assert.SkipWhen(source.Missing is not null, source.Missing ?? "");
}
