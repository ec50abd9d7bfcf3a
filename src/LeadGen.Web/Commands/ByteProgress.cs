using System.Diagnostics;

namespace LeadGen.Web.Commands;

/// <summary>One line that counts bytes up, on a terminal only.</summary>
internal sealed class ByteProgress(string what) : IProgress<long>
{
    private const double Megabyte = 1_000_000;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _last;
    private long _bytes;

    public string Told => $"{_bytes / Megabyte:N1} MB in {_clock.Elapsed.TotalSeconds:N1} s";

    public void Report(long value)
    {
        _bytes += value;
        if (!Console.IsErrorRedirected && _clock.Elapsed - _last > Every)
        {
            _last = _clock.Elapsed;
            Console.Error.Write(
                $"\r{what}: {_bytes / Megabyte:N0} MB, {_bytes / Megabyte / _last.TotalSeconds:N0} MB/s "
            );
        }
    }

    /// <summary>What was counted on a terminal gives way to what is said next.</summary>
    public static void End()
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write("\r" + new string(' ', 60) + "\r");
        }
    }
}
