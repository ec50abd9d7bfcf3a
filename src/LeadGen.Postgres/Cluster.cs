using System.Globalization;
using System.Security.Cryptography;

namespace LeadGen.Postgres;

/// <summary>The data of a server: made once, started by whoever needs them first. All of it is done with the turn.</summary>
internal sealed class Cluster(ServerFolder folder, EmbeddedPostgresOptions options)
{
    /// <summary>The role that owns it all.</summary>
    public const string Owner = "leadgen";

    /// <summary>Data get their name when they are whole. Until then each initdb has its own: a killed app leaves one running.</summary>
    private const string HalfMade = "data.new-";

    private const int Attempts = 3;
    private const long LogLimit = 10_000_000;
    private readonly ServerSettings _settings = new(folder, options.Settings);
    private PostgresPrograms? _programs;

    /// <summary>Whether the data have no server that takes connections, or will.</summary>
    public bool IsDown =>
        Directory.Exists(folder.Data) && Postmaster.Read(folder.Data) is not { IsOurs: true, IsStopping: false };

    /// <summary>Joins the running server, else starts it, and answers its port.</summary>
    public async Task<int> StartAsync(CancellationToken cancel)
    {
        EmbeddedPostgresException? failure = null;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await RunningAsync(cancel) is { } running)
            {
                return running.Port;
            }

            _programs ??= await new ProgramSearch(options, folder).FindAsync(Major(), cancel);
            if (Major() is null)
            {
                await InitialiseAsync(_programs, cancel);
            }

            failure = await TryStartAsync(_programs, attempt, cancel);
        }

        return (await RunningAsync(cancel))?.Port
            ?? throw new EmbeddedPostgresException(
                $"Postgres does not start in {folder.Root}. {failure?.Message}\n{LogTail()}"
            );
    }

    /// <summary>Ends connections that are still open; what was committed is kept.</summary>
    public async Task StopAsync(CancellationToken cancel)
    {
        if (_programs is null || Postmaster.Read(folder.Data) is not { IsOurs: true })
        {
            return;
        }

        try
        {
            await ControlAsync(_programs, ["stop", "-m", "fast", "-t", "60"], cancel);
        }
        catch (EmbeddedPostgresException) when (Postmaster.Read(folder.Data) is { IsOurs: true })
        {
            await ControlAsync(_programs, ["stop", "-m", "immediate", "-t", "30"], cancel); // the next start recovers
        }
    }

    private async Task<Postmaster?> RunningAsync(CancellationToken cancel)
    {
        for (var tries = 1; Postmaster.Read(folder.Data) is { IsOurs: true } postmaster; tries++)
        {
            // Those that run it can stop it, whatever else is installed.
            _programs ??= await PostgresPrograms.AtAsync(postmaster.ProgramFolder(), folder.Account, cancel);
            if (postmaster.IsReady)
            {
                return postmaster;
            }

            if (postmaster.IsStopping)
            {
                // Somebody told it to go once its clients are gone; it takes no new ones, so it has to go now.
                await StopAsync(cancel);
            }

            if (tries == 20)
            {
                options.Say?.Invoke("The database recovers from a crash; this may take a while.");
            }

            await Task.Delay(100, cancel);
        }

        return null;
    }

    private int? Major()
    {
        if (!Directory.Exists(folder.Data))
        {
            return null;
        }

        var version = Path.Combine(folder.Data, "PG_VERSION");
        return
            File.Exists(version) && int.TryParse(File.ReadAllText(version), CultureInfo.InvariantCulture, out var major)
            ? major
            : throw new EmbeddedPostgresException(
                $"{folder.Data} holds no data of Postgres. Move it away to begin anew."
            );
    }

    private async Task InitialiseAsync(PostgresPrograms programs, CancellationToken cancel)
    {
        options.Say?.Invoke($"Making a database in {folder.Root} with Postgres {programs.Major}.");
        DeleteHalfMade();
        var fresh = HalfMade + RandomNumberGenerator.GetHexString(8, lowercase: true);
        await folder.WriteAsync(folder.PasswordFile, RandomNumberGenerator.GetHexString(48, lowercase: true), cancel);
        List<string> arguments = ["-D", fresh, "-U", Owner, "-E", "UTF8", "--locale=C", "-A", "scram-sha-256"];
        arguments.AddRange(["--pwfile=" + Path.GetFileName(folder.PasswordFile), "--no-instructions"]);
        if (options.Settings.TryGetValue("fsync", out var fsync) && fsync == "off")
        {
            arguments.Add("--no-sync");
        }

        await programs.RunAsync("initdb", folder, [.. arguments], cancel);
        var settings = Path.Combine(folder.In(fresh), "postgresql.conf");
        await File.AppendAllTextAsync(settings, ServerSettings.Include, cancel);
        Directory.Move(folder.In(fresh), folder.Data);
    }

    private void DeleteHalfMade()
    {
        foreach (var left in Directory.EnumerateDirectories(folder.Root, HalfMade + "*"))
        {
            try
            {
                Directory.Delete(left, recursive: true);
            }
            catch (IOException)
            {
                // Its initdb lives on; without its files it fails, and clears up itself.
            }
        }
    }

    private async Task<EmbeddedPostgresException?> TryStartAsync(
        PostgresPrograms programs,
        int attempt,
        CancellationToken cancel
    )
    {
        if (Postmaster.Read(folder.Data) is { } left)
        {
            left.KillOrphans();
            left.DeleteIfMisleading(afterFailure: attempt > 1);
        }

        await _settings.WriteAsync(attempt, cancel);
        if (new FileInfo(folder.Log) is { Exists: true, Length: > LogLimit } log)
        {
            log.MoveTo(folder.Log + ".1", overwrite: true);
        }

        try
        {
            // pg_ctl gives the server a session of its own, so that Ctrl-C reaches the app only; it waits out a recovery.
            await ControlAsync(programs, ["start", "-t", "300", "-l", Path.GetFileName(folder.Log)], cancel);
            return null;
        }
        catch (EmbeddedPostgresException failure)
        {
            await Task.Delay(200 * attempt, cancel);
            return failure; // somebody may have the port
        }
    }

    // Names without a path: pg_ctl hands them to a shell, to which a quote or a dollar in a path would mean something.
    private Task ControlAsync(PostgresPrograms programs, string[] arguments, CancellationToken cancel) =>
        programs.RunAsync("pg_ctl", folder, [.. arguments, "-D", "data", "-s", "-w"], cancel);

    private string LogTail() =>
        File.Exists(folder.Log)
            ? $"Its log {folder.Log} ends with:\n{string.Join('\n', File.ReadLines(folder.Log).TakeLast(10))}"
            : "";
}
