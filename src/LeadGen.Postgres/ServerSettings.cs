using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LeadGen.Postgres;

/// <summary>The settings of the server in a file of their own, so that each start may change them.</summary>
internal sealed class ServerSettings(ServerFolder folder, IReadOnlyDictionary<string, string> wanted)
{
    private const string Name = "leadgen.conf";

    /// <summary>To be added to postgresql.conf.</summary>
    public const string Include = $"\ninclude = '{Name}'\n";

    private string FilePath => Path.Combine(folder.Data, Name);

    /// <summary>Writes them with the port of last time, which people keep in their tools, while it can be had.</summary>
    public async Task WriteAsync(int attempt, CancellationToken cancel)
    {
        var port = LastPort() is { } last && (attempt == 1 || IsFree(last)) ? last : FreePort();
        var all = new Dictionary<string, string> { ["timezone"] = "UTC", ["log_timezone"] = "UTC" };
        foreach (var (name, value) in wanted)
        {
            all[name] = value;
        }

        all["listen_addresses"] = "127.0.0.1";
        all["port"] = port.ToString(CultureInfo.InvariantCulture);
        all["unix_socket_directories"] = "";
        await folder.WriteAsync(FilePath, string.Concat(all.Select(s => $"{s.Key} = '{Escape(s.Value)}'\n")), cancel);
    }

    private static string Escape(string value) =>
        value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal);

    private int? LastPort()
    {
        const string Key = "port = ";
        var lines = File.Exists(FilePath) ? File.ReadAllLines(FilePath) : [];
        var line = lines.LastOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal));
        return int.TryParse(line?[Key.Length..].Trim('\''), CultureInfo.InvariantCulture, out var port) ? port : null;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
