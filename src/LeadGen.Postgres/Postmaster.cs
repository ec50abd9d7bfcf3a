using System.Diagnostics;
using System.Globalization;

namespace LeadGen.Postgres;

/// <summary>
/// What postmaster.pid says. The file outlives a server that was killed, and its number may then be another process's:
/// only <see cref="IsOurs"/> tells.
/// </summary>
internal sealed class Postmaster
{
    private static readonly TimeSpan Buried = TimeSpan.FromSeconds(2);
    private readonly string _file;
    private readonly string _text;
    private readonly string[] _lines;

    private Postmaster(string file, string text) => (_file, _text, _lines) = (file, text, text.Split('\n'));

    public int? Pid => Number(0) is > 0 and <= int.MaxValue and var pid ? (int)pid : null;
    public int Port => (int)(Number(3) ?? 0);
    public bool IsReady => Line(7).StartsWith("ready", StringComparison.Ordinal);
    public bool IsStopping => Line(7).StartsWith("stopping", StringComparison.Ordinal);

    /// <summary>Whether the process of that number is the server of this very folder.</summary>
    public bool IsOurs => Pid is { } pid && (OperatingSystem.IsLinux() ? WorksHere(pid) : StartedThen(pid));

    public static Postmaster? Read(string data)
    {
        var file = Path.Combine(data, "postmaster.pid");
        try
        {
            return new Postmaster(file, File.ReadAllText(file));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The folder of the programs that run it: those can stop it, whatever else is installed.</summary>
    public string? ProgramFolder()
    {
        try
        {
            var opts = File.ReadAllText(Path.Combine(Path.GetDirectoryName(_file)!, "postmaster.opts"));
            return Path.GetDirectoryName(opts.Split(" \"")[0].Trim('"'));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// Removes a file that would stop Postgres though its server is gone. Postgres does so itself when no process has
    /// the number; it cannot when a living one (or a dead one that nobody buried) of the same account has it.
    /// </summary>
    public void DeleteIfMisleading(bool afterFailure)
    {
        var misleads = Pid is { } pid ? !IsOurs && Exists(pid) : afterFailure;
        if (misleads && Read(Path.GetDirectoryName(_file)!)?._text == _text)
        {
            File.Delete(_file);
        }
    }

    /// <summary>Ends what a killed server left running: nothing can be saved in it, and it bars the start.</summary>
    public void KillOrphans()
    {
        if (!OperatingSystem.IsLinux() || IsOurs)
        {
            return; // elsewhere they end by themselves once their work is done
        }

        // Not by .NET's name of a process, which for a backend is its whole title.
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) && WorksHere(pid))
            {
                using var orphan = Process.GetProcessById(pid);
                orphan.Kill();
                orphan.WaitForExit(Buried);
            }
        }
    }

    private bool WorksHere(int pid)
    {
        try
        {
            // Number, folder and time of start; the lines after them change while it starts and stops.
            return File.ReadAllText($"/proc/{pid}/comm").StartsWith("postgres", StringComparison.Ordinal)
                && File.ReadLines($"/proc/{pid}/cwd/postmaster.pid").Take(3).SequenceEqual(_lines.Take(3));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // no such process, a dead one, another account's, or one that works elsewhere
        }
    }

    private bool StartedThen(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            var apart = new DateTimeOffset(process.StartTime).ToUnixTimeSeconds() - (Number(2) ?? 0);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal) && Math.Abs(apart) < 60;
        }
        catch (Exception e)
            when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static bool Exists(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private string Line(int index) => index < _lines.Length ? _lines[index] : "";

    private long? Number(int index) =>
        long.TryParse(Line(index).Trim(), CultureInfo.InvariantCulture, out var number) ? number : null;
}
