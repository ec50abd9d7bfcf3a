using System.ComponentModel;
using System.Diagnostics;

namespace LeadGen.Web.Backups;

/// <summary>A client program of Postgres at work. What it complains of is kept; who leaves it early ends it.</summary>
internal sealed class ToolRun : IDisposable
{
    private const int Complaint = 2000;
    private readonly Process _process;
    private readonly Task<string> _errors;

    private ToolRun(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public StreamWriter Input => _process.StandardInput;
    public Stream Output => _process.StandardOutput.BaseStream;
    public StreamReader Lines => _process.StandardOutput;

    /// <exception cref="BackupException">It cannot be run.</exception>
    public static ToolRun Start(ProcessStartInfo start)
    {
        try
        {
            return new ToolRun(Process.Start(start)!);
        }
        catch (Win32Exception e)
        {
            throw new BackupException($"{start.FileName} could not be run: {e.Message}", e);
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <exception cref="BackupException">It ended with an error: with what it said.</exception>
    public async Task EndAsync(CancellationToken cancel)
    {
        await _process.WaitForExitAsync(cancel);
        if (_process.ExitCode != 0)
        {
            throw await FailureAsync();
        }
    }

    /// <summary>What it complained of, once it is gone.</summary>
    public async Task<BackupException> FailureAsync()
    {
        Kill();
        var said = (await _errors).Trim();
        var program = Path.GetFileNameWithoutExtension(_process.StartInfo.FileName);
        return new BackupException($"{program}: {(said.Length > Complaint ? said[..Complaint] + "…" : said)}");
    }

    /// <summary>Whether it is gone with an error, after a moment in which it may be going.</summary>
    public async Task<bool> HasFailedAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await _process.WaitForExitAsync(soon.Token);
            return _process.ExitCode != 0;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
    }
}
