// Ends the transaction that carries this token in its metadata.
// write
// $token: string, what the transaction was given when it began
SHOW TRANSACTIONS YIELD transactionId AS id, metaData
WHERE metaData.reelgraph = $token
TERMINATE TRANSACTIONS id YIELD message
RETURN message
