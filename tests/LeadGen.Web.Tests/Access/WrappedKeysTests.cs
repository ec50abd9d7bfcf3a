using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LeadGen.Testing;
using LeadGen.Web.Access;
using LeadGen.Web.Operations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Access;

public sealed class WrappedKeysTests(PostgresServer server) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadgen-keys-");

    [Fact]
    public async Task With_a_certificate_keys_lie_wrapped_and_open_what_they_sealed()
    {
        await using var app = await WebApp.StartAsync(
            server,
            ("LeadGen:KeyCertificate", Certificate("a word")),
            ("LeadGen:KeyCertificatePassword", "a word")
        );
        var protector = app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("Test");

        Assert.Equal("sealed", protector.Unprotect(protector.Protect("sealed")));

        var keys = await app.DbAsync(db => db.DataProtectionKeys.Select(key => key.Xml!).ToListAsync(Cancel));
        Assert.NotEmpty(keys);
        Assert.All(
            keys,
            xml =>
            {
                Assert.Contains("EncryptedData", xml, StringComparison.Ordinal);
                Assert.DoesNotContain("<masterKey", xml, StringComparison.Ordinal);
            }
        );
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData(null)]
    public void A_certificate_that_cannot_be_used_stops_the_start_and_is_named(string? password)
    {
        var path = password is null ? Path.Combine(_folder.FullName, "nowhere.pfx") : Certificate("a word");
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["LeadGen:KeyCertificate"] = path,
                    ["LeadGen:KeyCertificatePassword"] = password,
                }
            )
            .Build();

        var refused = Assert.Throws<SettingException>(() => new ServiceCollection().AddDataProtection().Wrap(settings));

        Assert.StartsWith($"LeadGen__KeyCertificate names {path}", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Certificate(string password)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=LeadGen", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        var path = Path.Combine(_folder.FullName, "keys.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, password));
        return path;
    }
}
