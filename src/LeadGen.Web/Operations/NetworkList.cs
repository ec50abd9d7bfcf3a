using System.Net;

namespace LeadGen.Web.Operations;

/// <summary>A setting that names networks.</summary>
public static class NetworkList
{
    /// <param name="setting">Its name below <c>LeadGen__</c>.</param>
    /// <exception cref="SettingException">One is neither an address nor a network.</exception>
    public static IReadOnlyList<IPNetwork> Read(string? text, string setting) =>
        [
            .. (text ?? "")
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(part =>
                    IPNetwork.TryParse(part, out var network) ? network
                    : IPAddress.TryParse(part, out var address)
                        ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
                    : throw new SettingException(
                        $"LeadGen__{setting} holds '{part}'. Set it to addresses or networks, such as 10.0.0.0/8, with commas between."
                    )
                ),
        ];
}
