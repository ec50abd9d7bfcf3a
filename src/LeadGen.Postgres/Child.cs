using System.Collections.Concurrent;
using System.Diagnostics;

namespace LeadGen.Postgres;

/// <summary>Another program, run to its end.</summary>
internal static class Child
{
    private const int LinesKept = 20;

    // Ctrl-C in a terminal ends a program that we run as well as us. That is no failure of the program's.
    private static readonly TimeSpan MayBeFirstToKnow = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <param name="start">What to run.</param>
    /// <param name="cancel">Ends it at once, with all it started.</param>
    /// <param name="reads">Whether to take its output. Else it goes where ours goes.</param>
    /// <param name="gently">Gives it a moment to end by itself first, and never ends what it started.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program, or it may not be run.</exception>
    public static async Task<(int Code, string Output)> RunAsync(
        ProcessStartInfo start,
        CancellationToken cancel,
        bool reads = true,
        bool gently = false
    )
    {
        cancel.ThrowIfCancellationRequested();
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = reads;
        using var process = new Process { StartInfo = start };
        var lines = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) => Keep(lines, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(lines, line.Data);
        process.Start();
        if (reads)
        {
            process.StandardInput.Close();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        try
        {
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0)
            {
                await Task.Delay(MayBeFirstToKnow, cancel);
            }
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process, gently);
            throw;
        }

        return (process.ExitCode, string.Join('\n', lines));
    }

    private static async Task EndAsync(Process process, bool gently)
    {
        using var soon = new CancellationTokenSource(gently ? Patience : TimeSpan.Zero);
        try
        {
            await process.WaitForExitAsync(soon.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: !gently);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            lines.Enqueue(line);
        }

        if (lines.Count > LinesKept)
        {
            lines.TryDequeue(out _);
        }
    }
}
