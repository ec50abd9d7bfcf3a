using LeadGen.Web.Operations;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Mail;

/// <summary>Makes the addresses in mails whole: by <c>LeadGen__PublicUrl</c>, or where the app listens, which serves this machine only.</summary>
public sealed class MailLinks(IOptions<LeadGenOptions> options, IServer server)
{
    private const string Nowhere = "http://localhost:5080";

    /// <param name="path">From the root of this app; the address of another site stays as it is.</param>
    public string To(string path) =>
        Uri.TryCreate(path, UriKind.Absolute, out var other) && other.Scheme is "http" or "https"
            ? path
            : Root + "/" + path.TrimStart('/');

    private string Root => (options.Value.PublicUrl ?? Listening ?? Nowhere).TrimEnd('/');

    private string? Listening =>
        server
            .Features.Get<IServerAddressesFeature>()
            ?.Addresses.Select(address =>
                address
                    .Replace("[::]", "localhost", StringComparison.Ordinal)
                    .Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            )
            .FirstOrDefault();
}
