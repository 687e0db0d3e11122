namespace Hub.ServiceBusStandIn;

/// <summary>AMQP error conditions, and what the genuine client makes of them.</summary>
public static class ErrorConditions
{
    /// <summary>ServiceBusException, reason ServiceBusy; the client tries again after ten seconds of real time.</summary>
    public const string ServerBusy = "com.microsoft:server-busy";

    /// <summary>ServiceBusException, reason ServiceTimeout; tried again.</summary>
    public const string Timeout = "com.microsoft:timeout";

    /// <summary>ServiceBusException, reason MessagingEntityNotFound; not tried again.</summary>
    public const string NotFound = "amqp:not-found";

    /// <summary>UnauthorizedAccessException; tried again.</summary>
    public const string Unauthorized = "amqp:unauthorized-access";

    /// <summary>ServiceBusException, reason QuotaExceeded; not tried again.</summary>
    public const string QuotaExceeded = "amqp:resource-limit-exceeded";

    /// <summary>ServiceBusException, reason MessagingEntityDisabled; not tried again.</summary>
    public const string EntityDisabled = "com.microsoft:entity-disabled";

    /// <summary>ServiceBusException, reason MessageLockLost; not tried again.</summary>
    public const string MessageLockLost = "com.microsoft:message-lock-lost";

    /// <summary>ServiceBusException, reason MessageNotFound; not tried again.</summary>
    public const string MessageNotFound = "com.microsoft:message-not-found";

    /// <summary>ServiceBusException, reason GeneralError; tried again.</summary>
    public const string InternalError = "amqp:internal-error";

    internal const string NotImplemented = "amqp:not-implemented";
    internal const string NotAllowed = "amqp:not-allowed";
    internal const string InvalidField = "amqp:invalid-field";
}
